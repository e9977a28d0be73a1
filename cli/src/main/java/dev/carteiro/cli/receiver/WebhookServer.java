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
 * An HTTP server that hands each request to a receiver, on a virtual thread of its own, and sends what that answers. Bodies
 * are bounded. Safe for any thread.
 */
public final class WebhookServer implements AutoCloseable {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WebhookHandler receiver;

    /** Answers requests, several at the same time. */
    @FunctionalInterface
    public interface WebhookHandler {
        WebhookResponse receive(ReceivedWebhook request);
    }

    private WebhookServer(HttpServer server, WebhookHandler receiver) {
        this.server = server;
        this.receiver = receiver;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** @throws CommandException if the address cannot be listened on */
    public static WebhookServer start(InetSocketAddress address, WebhookHandler receiver) {
        try {
            return new WebhookServer(HttpServer.create(address, BACKLOG), receiver);
        } catch (IOException e) {
            throw new CommandException("cannot listen on port " + address.getPort() + " (" + e.getMessage()
                    + "): choose another with --port", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
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
