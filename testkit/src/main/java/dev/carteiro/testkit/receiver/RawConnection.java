package dev.carteiro.testkit.receiver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * A connection as bytes. Written and read by its own thread only; {@link #close} and {@link #reset} may come from any.
 */
public final class RawConnection implements AutoCloseable {
    private final long number;
    private final Socket socket;
    private final InputStream in;
    private final CountDownLatch closed = new CountDownLatch(1);

    RawConnection(long number, Socket socket) throws IOException {
        this.number = number;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The number that the connection's requests carry. */
    public long number() {
        return number;
    }

    public InputStream in() {
        return in;
    }

    /** Sends the bytes at once. */
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends the text as ISO 8859-1, so that each character is one byte. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads and forgets until the sender closes the connection. */
    public void drain() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Waits, reading nothing, until the receiver closes; what the sender does goes unnoticed. */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /** Closes with a reset (RST) instead of a farewell (FIN). */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
