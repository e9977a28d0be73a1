package dev.carteiro.bench.client;

import dev.carteiro.bench.process.BenchHarnessException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that asks and waits, over and over. Used by one thread.
 *
 * <p>It reads just as much HTTP as the API speaks, because a whole client would take as much of the machine as the API.
 */
public final class KeepAliveClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int BUFFER = 32 * 1024;
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final Socket socket = new Socket();
    private final InputStream in;

    public KeepAliveClient(int port) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        } catch (IOException e) {
            close();
            throw new BenchHarnessException("no connection to port " + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @return the answer's body
     * @throws BenchHarnessException for any other status
     */
    public byte[] ask(byte[] request, int expectedStatus) {
        try {
            socket.getOutputStream().write(request);
            String status = line();
            byte[] body = body();
            if (!status.startsWith("HTTP/1.1 " + expectedStatus)) {
                throw new BenchHarnessException("the API answers " + status + ", not " + expectedStatus + ": "
                        + new String(body, StandardCharsets.UTF_8));
            }
            return body;
        } catch (IOException e) {
            throw new BenchHarnessException("no answer from the API: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new BenchHarnessException("a socket does not close", e);
        }
    }

    private byte[] body() throws IOException {
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            }
            chunked |= lower.equals(CHUNKED);
        }
        return chunked ? chunks() : exactly(length);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends too early");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
