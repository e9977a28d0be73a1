package dev.carteiro.runtime.http;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A receiver on a real loopback socket. It counts connections and requests, sends the next text of its script as the response (the
 * last one for ever), and records a request before it responds. Thread-safe.
 */
final class CountingReceiver implements Closeable {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket server;
    private final List<String> script;
    private final boolean closesAfterEachResponse;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private int closed; // guarded by open

    CountingReceiver(String... script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), false, script);
    }

    CountingReceiver(ServerSocket server, boolean closesAfterEachResponse, String... script) {
        this.server = server;
        this.script = List.of(script);
        this.closesAfterEachResponse = closesAfterEachResponse;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns the number of accepted connections, with or without a request. */
    int accepted() {
        return accepted.get();
    }

    /** Returns the request line, headers and body of each request, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Sends unexpected bytes over every connection. */
    void say(String text) throws IOException {
        for (Socket socket : open) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Returns when this side has closed that many connections. */
    void awaitClosed(int connections) throws InterruptedException {
        synchronized (open) {
            while (closed < connections) {
                open.wait();
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            for (String request = read(in); request != null; request = read(in)) {
                int index;
                synchronized (requests) {
                    index = Math.min(requests.size(), script.size() - 1);
                    requests.add(request);
                }
                out.write(script.get(index).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                if (closesAfterEachResponse) {
                    return;
                }
            }
        } catch (IOException closed) {
            // The client has closed the connection, or the test is over.
        } finally {
            closeAndCount(socket);
        }
    }

    private void closeAndCount(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (open) {
            closed++;
            open.notifyAll();
        }
    }

    private static @Nullable String read(BufferedReader in) throws IOException {
        StringBuilder request = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            request.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring("content-length:".length()).strip());
            }
            if (line.isEmpty()) {
                char[] body = new char[length];
                for (int read = 0; read < length;) {
                    read += Math.max(0, in.read(body, read, length - read));
                }
                return request.append(body).toString();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
