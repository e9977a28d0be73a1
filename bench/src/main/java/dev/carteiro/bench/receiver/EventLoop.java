package dev.carteiro.bench.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The receiver: HTTP/1.1 with keep-alive, only for requests with a Content-Length. {@code /control/counts} returns the counts,
 * {@code /control/reset} clears them. Everything happens on the thread that calls {@link #run}; {@link #close} may be called from any
 * thread.
 */
final class EventLoop implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 1024 * 1024;
    private static final int BACKLOG = 16_384;
    private static final String CONTROL = "/control/";

    private final Selector selector;
    private final ServerSocketChannel server;
    private final byte[] inbox = new byte[MAX_REQUEST_BYTES];
    private final RequestHeadParser head = new RequestHeadParser();
    private final RequestCounts tally = new RequestCounts();
    private final Map<String, ReceiverBehaviour> behaviours = new HashMap<>();
    private final Map<Integer, byte[]> responses = new HashMap<>();
    private final Queue<ScheduledResponse> later = new PriorityQueue<>(
            Comparator.comparingLong(ScheduledResponse::dueNanos));

    private record ScheduledResponse(long dueNanos, ReceiverConnection connection) {
    }

    /** @param port 0 for any free port */
    EventLoop(int port) throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Serves until the loop is closed. */
    void run() throws IOException {
        while (server.isOpen()) {
            ScheduledResponse next = later.peek();
            selector.select(this::serve,
                    next == null ? 0 : Math.max(1, (next.dueNanos() - System.nanoTime()) / 1_000_000));
            respondDelayed();
        }
        selector.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.wakeup();
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
        } else if (key.attachment() instanceof ReceiverConnection connection) {
            try {
                read(connection);
            } catch (IOException e) {
                connection.close();
            }
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new ReceiverConnection(channel));
            }
        } catch (IOException e) {
            // For example too many open files: waiting connections are accepted when others have been closed.
        }
    }

    private void read(ReceiverConnection connection) throws IOException {
        int to = connection.read(inbox);
        if (to < 0) {
            connection.close();
            return;
        }
        int at = 0;
        while (at < to && head.read(inbox, at, to) && head.end() + head.length() <= to) {
            respond(connection);
            at = head.end() + head.length();
        }
        connection.keep(inbox, at, to);
    }

    private void respond(ReceiverConnection connection) throws IOException {
        String path = head.path();
        if (path.startsWith(CONTROL)) {
            connection.write(control(path.substring(CONTROL.length())));
            return;
        }
        ReceiverBehaviour behaviour = behaviours.computeIfAbsent(path, ReceiverBehaviour::of);
        Instant now = Instant.now();
        tally.count(behaviour.name(), head, inbox, now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
        switch (behaviour) {
            case ReceiverBehaviour.ImmediateResponse(String name, int status) ->
                connection.write(responses.computeIfAbsent(status, code -> response(code, "")));
            case ReceiverBehaviour.DelayedResponse(String name, long millis) ->
                later.add(new ScheduledResponse(System.nanoTime() + millis * 1_000_000, connection));
            case ReceiverBehaviour.NoResponse hang -> {
            }
        }
    }

    private byte[] control(String command) {
        return switch (command) {
            case "counts" -> response(200, tally.toJson(selector.keys().size() - 1));
            case "reset" -> {
                tally.reset();
                yield response(200, "{}");
            }
            default -> response(404, "");
        };
    }

    private void respondDelayed() {
        for (ScheduledResponse next = later.peek(); next != null
                && next.dueNanos() - System.nanoTime() <= 0; next = later.peek()) {
            later.remove();
            try {
                next.connection().write(responses.computeIfAbsent(200, code -> response(code, "")));
            } catch (IOException e) {
                next.connection().close();
            }
        }
    }

    private static byte[] response(int status, String body) {
        return ("HTTP/1.1 " + status + " bench\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
