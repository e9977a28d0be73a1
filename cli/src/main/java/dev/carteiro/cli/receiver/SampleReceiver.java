package dev.carteiro.cli.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carteiro.cli.Failure;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that takes webhooks, and says at {@code /counts} how many. Each request runs on a virtual thread of its
 * own.
 */
final class SampleReceiver implements AutoCloseable {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_IDS = 500_000;
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Tally tally = new Tally(MOST_IDS);
    private final @Nullable String secret;
    private final Witness witness;

    /** Is told of each request, on the request's thread. */
    @FunctionalInterface
    interface Witness {
        /** @param body as it came, or its first megabyte */
        void saw(String path, String webhookId, String attempt, int status, byte[] body);
    }

    /**
     * @param port 0 for any free one
     * @param secret to verify signatures with; {@code null} for not at all
     */
    static SampleReceiver start(int port, @Nullable String secret, Witness witness) {
        try {
            return new SampleReceiver(HttpServer.create(new InetSocketAddress(port), BACKLOG), secret, witness);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure("cannot listen on port " + port + " (" + e.getMessage() + "): choose another with --port",
                    e);
        }
    }

    private SampleReceiver(HttpServer server, @Nullable String secret, Witness witness) {
        this.server = server;
        this.secret = secret;
        this.witness = witness;
        server.setExecutor(threads);
        server.createContext("/counts", exchange -> respond(exchange, 200,
                StrictJson.mapper().writeValueAsBytes(tally.counts())));
        server.createContext("/", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
        String id = header(exchange, "webhook-id");
        String attempt = header(exchange, "webhook-attempt");
        Manner manner = Manner.of(path);
        int status = manner.status(attempt);
        boolean verified = secret == null || SignatureCheck.verifies(secret, id, header(exchange, "webhook-timestamp"),
                body, header(exchange, "webhook-signature"));
        // Before the answer: whoever sees it may ask for the counts at once.
        tally.add(path, id, status == 200, verified);
        witness.saw(path, id, attempt, status, body);
        try {
            Thread.sleep(manner.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        respond(exchange, status, (verified ? "" : "the signature is not right\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
