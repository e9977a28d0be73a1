package dev.carteiro.bench.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection and the received part of a request. Used by the loop's thread. */
final class ReceiverConnection {
    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private byte[] kept = NOTHING;

    ReceiverConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Reads earlier bytes and available ones.
     *
     * @param inbox shared by all connections; filled from its beginning
     * @return the number of filled bytes; -1 at the end of the stream
     */
    int read(byte[] inbox) throws IOException {
        System.arraycopy(kept, 0, inbox, 0, kept.length);
        int read = channel.read(ByteBuffer.wrap(inbox, kept.length, inbox.length - kept.length));
        return read < 0 ? -1 : kept.length + read;
    }

    /** Keeps an incomplete request for the next read. */
    void keep(byte[] bytes, int from, int to) {
        kept = from == to ? NOTHING : Arrays.copyOfRange(bytes, from, to);
    }

    /** Writes a response. Responses are far smaller than a socket's buffer; if one does not fit, the connection is closed. */
    void write(byte[] answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the client does not read its responses");
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is closed anyway.
        }
    }
}
