package dev.carteiro.testkit.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A socket for requests that no HTTP client would send. Not thread-safe. */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String HEAD_END = "\r\n\r\n";

    private final Socket socket = new Socket();

    /** Connects to a port of this machine. */
    public RawClient(int port) throws IOException {
        connect(port);
    }

    /** @param from local address of the connection: any of 127.0.0.0/8 */
    public RawClient(String from, int port) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        connect(port);
    }

    private void connect(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    public RawClient sends(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads everything until the server closes the connection. */
    public String readsToTheEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            all.write(chunk, 0, read);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads one response with a {@code Content-Length}; the connection stays open. */
    public String readsAResponse() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf(HEAD_END) < 0) {
            int read = in.read();
            if (read < 0) {
                return head.toString();
            }
            head.append((char) read);
        }
        return head + new String(in.readNBytes(contentLength(head.toString())), StandardCharsets.UTF_8);
    }

    /** Waits until the server closes the connection, and ignores all bytes before that. */
    public boolean isClosedByServer() throws IOException {
        try {
            readsToTheEnd();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true; // reset, because the server's bytes were not read
        }
    }

    private static int contentLength(String head) {
        return head.lines().filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
