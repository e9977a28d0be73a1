package dev.carteiro.bench.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection and the part of a request that has arrived. Used by the loop's thread. */
final class ReceiverConnection {
    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private byte[] kept = NOTHING;

    ReceiverConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * What arrived before, and what can be read now.
     *
     * @param inbox shared by all connections; filled from its beginning
     * @return how many bytes of it are filled; -1 at the end of the stream
     */
    int read(byte[] inbox) throws IOException {
        System.arraycopy(kept, 0, inbox, 0, kept.length);
        int read = channel.read(ByteBuffer.wrap(inbox, kept.length, inbox.length - kept.length));
        return read < 0 ? -1 : kept.length + read;
    }

    /** The rest waits for more. */
    void keep(byte[] bytes, int from, int to) {
        kept = from == to ? NOTHING : Arrays.copyOfRange(bytes, from, to);
    }

    /** Answers are far smaller than a socket's buffer; a receiver that cannot write one gives up on the connection. */
    void write(byte[] answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the peer does not read its answers");
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
