package dev.carteiro.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.receiver.SignatureVerdict;
import dev.carteiro.cli.receiver.WebhookHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The endpoints of the demo, one path for each subscription, on a free port. Each request runs on its own virtual thread.
 * Thread-safe.
 */
final class DemoReceiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, SignatureResult> findings = new ConcurrentHashMap<>();

    /** The result of verifying a request's signature. */
    enum SignatureResult {
        VERIFIED("signature verified"), WRONG("signature WRONG"), NONE("no request seen");

        private final String text;

        SignatureResult(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private DemoReceiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.start();
    }

    static DemoReceiver start() {
        try {
            return new DemoReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new CommandException("cannot listen on the loopback address: " + e.getMessage(), e);
        }
    }

    String url(DemoEndpoint endpoint) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + endpoint.id();
    }

    /** Starts to serve the endpoint's path. */
    void serve(DemoEndpoint endpoint) {
        server.createContext("/" + endpoint.id(), exchange -> respond(endpoint, exchange));
    }

    SignatureResult finding(String webhookId, int attempt) {
        return findings.getOrDefault(key(webhookId, String.valueOf(attempt)), SignatureResult.NONE);
    }

    private void respond(DemoEndpoint endpoint, HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = header(exchange, "webhook-id");
            boolean verified = endpoint.check().verify(new WebhookHeaders(exchange.getRequestHeaders()), body,
                    Instant.now()) instanceof SignatureVerdict.ValidSignature;
            findings.put(key(id, header(exchange, "webhook-attempt")),
                    verified ? SignatureResult.VERIFIED : SignatureResult.WRONG);
            int earlier = requests.computeIfAbsent(id, first -> new AtomicInteger()).getAndIncrement();
            exchange.sendResponseHeaders(earlier < endpoint.failures() ? 500 : 200, -1);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    private static String key(String webhookId, String attempt) {
        return webhookId + "#" + attempt;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
