package dev.carteiro.testkit.receiver;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An endpoint on a free loopback port that records every request before it answers, and answers as the test says, path
 * by path; a path without a script answers 404. Thread-safe; scripts may change while requests come.
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

    /** The script of a path, the query left out. */
    public PathScript at(String path) {
        return routes.computeIfAbsent(path, unknown -> new PathScript(UNSCRIPTED));
    }

    /** Replaces HTTP on connections accepted from now on. */
    public void onConnect(ConnectionScript hostile) {
        script = hostile;
    }

    /** Back to HTTP and the scripts of the paths, on connections accepted from now on. */
    public void speaksHttp() {
        script = http;
    }

    /** Everything that has arrived, in the order in which it was recorded. */
    public List<ReceivedRequest> requests() {
        return log.matching(request -> true);
    }

    public List<ReceivedRequest> requests(String path) {
        return log.matching(request -> request.path().equals(path));
    }

    /**
     * Waits until at least that many requests have been recorded, on any path.
     *
     * @throws AssertionError if they did not come in time, naming those that did
     */
    public List<ReceivedRequest> awaitRequests(int count, Duration atMost) {
        return log.await(count, request -> true, atMost);
    }

    public List<ReceivedRequest> awaitRequests(String path, int count, Duration atMost) {
        return log.await(count, request -> request.path().equals(path), atMost);
    }

    /** How many connections were ever accepted. */
    public long connectionsAccepted() {
        return connections.accepted();
    }

    /** How many connections are open now. */
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
