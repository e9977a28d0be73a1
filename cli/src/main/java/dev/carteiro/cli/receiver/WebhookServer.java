package dev.carteiro.cli.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server that passes each request to a receiver, on its own virtual thread, and sends the receiver's response. Bodies are
 * bounded. Thread-safe.
 */
public final class WebhookServer implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WebhookHandler receiver;

    /** Handles requests, several at the same time. */
    @FunctionalInterface
    public interface WebhookHandler {
        WebhookResponse receive(ReceivedWebhook request);
    }

    private WebhookServer(HttpServer server, WebhookHandler receiver) {
        this.server = server;
        this.receiver = receiver;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts a server.
     *
     * @throws CommandException if it cannot listen on the address
     */
    public static WebhookServer start(InetSocketAddress address, WebhookHandler receiver) {
        try {
            return new WebhookServer(HttpServer.create(address, BACKLOG), receiver);
        } catch (IOException e) {
            throw new CommandException("cannot listen on port " + address.getPort() + " (" + e.getMessage()
                    + "): choose another port with --port", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
            WebhookResponse response = receiver.receive(
                    new ReceivedWebhook(Instant.now(), exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(), new WebhookHeaders(exchange.getRequestHeaders()),
                            body));
            if (!response.contentType().isEmpty()) {
                exchange.getResponseHeaders().set("content-type", response.contentType());
            }
            byte[] content = response.body();
            exchange.sendResponseHeaders(response.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
