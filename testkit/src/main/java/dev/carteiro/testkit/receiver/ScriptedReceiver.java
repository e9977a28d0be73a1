package dev.carteiro.testkit.receiver;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An endpoint on a free loopback port. It records every request before it responds, and responds as the test defines for each path; a
 * path without a script gets a 404. Thread-safe; scripts may change between requests.
 *
 * <pre>{@code
 * try (ScriptedReceiver receiver = ScriptedReceiver.start()) {
 *     receiver.at("/hook").answersInTurn(503, 200);
 *     receiver.at("/dead").behaves(Behaviours.neverAnswer());
 *     ...
 *     receiver.awaitRequests("/hook", 2, Duration.ofSeconds(10));
 * }
 * }</pre>
 */
public final class ScriptedReceiver implements AutoCloseable {
    private static final Behaviour UNSCRIPTED = Behaviours.answer(404);

    private final Map<String, PathScript> routes = new ConcurrentHashMap<>();
    private final RequestLog log = new RequestLog();
    private final ConnectionScript http = new HttpConversation(this::at, log);
    private final ConnectionAcceptor connections = new ConnectionAcceptor(() -> script());
    private volatile ConnectionScript script = http;

    private ScriptedReceiver() {
    }

    public static ScriptedReceiver start() {
        ScriptedReceiver receiver = new ScriptedReceiver();
        receiver.connections.start();
        return receiver;
    }

    private ConnectionScript script() {
        return script;
    }

    public int port() {
        return connections.port();
    }

    /** @param path begins with a slash; may have a query */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Returns the script of a path, without its query. */
    public PathScript at(String path) {
        return routes.computeIfAbsent(path, unknown -> new PathScript(UNSCRIPTED));
    }

    /** Replaces HTTP on connections that are accepted from now on. */
    public void onConnect(ConnectionScript hostile) {
        script = hostile;
    }

    /** Restores HTTP and the scripts of the paths on connections that are accepted from now on. */
    public void speaksHttp() {
        script = http;
    }

    /** Returns all received requests in the order in which they were recorded. */
    public List<ReceivedRequest> requests() {
        return log.matching(request -> true);
    }

    public List<ReceivedRequest> requests(String path) {
        return log.matching(request -> request.path().equals(path));
    }

    /**
     * Waits until at least that many requests have been recorded, on any path.
     *
     * @throws AssertionError if they do not come in time; it names those that came
     */
    public List<ReceivedRequest> awaitRequests(int count, Duration atMost) {
        return log.await(count, request -> true, atMost);
    }

    public List<ReceivedRequest> awaitRequests(String path, int count, Duration atMost) {
        return log.await(count, request -> request.path().equals(path), atMost);
    }

    /** Returns the total number of accepted connections. */
    public long connectionsAccepted() {
        return connections.accepted();
    }

    /** Returns the number of open connections. */
    public int connectionsOpen() {
        return connections.open();
    }

    /**
     * Closes the port and all connections.
     *
     * @throws AssertionError if a connection's thread does not end
     */
    @Override
    public void close() {
        connections.close();
    }
}
