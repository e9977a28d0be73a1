package dev.carteiro.testkit.receiver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A connection as bytes. Read and written by its own thread only; {@link #close} and {@link #reset} may be called from any thread. */
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

    /** Returns the connection's number, which its requests have as well. */
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

    /** Reads and ignores bytes until the sender closes the connection. */
    public void drain() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Waits, without reading, until the receiver closes the connection; does not notice what the sender does. */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /** Closes the connection with a reset (RST) instead of a FIN. */
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
