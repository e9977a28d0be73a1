package dev.carteiro.runtime.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.schemas.json.StrictJson;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The small HTTP server for scrapes and probes. Each request runs on a virtual thread of its own. */
public final class MonitorServer implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param port 0 for any free one
     * @throws InvalidSetting if the port is taken
     */
    public static MonitorServer start(String host, int port, PrometheusMeterRegistry meters, Readiness readiness) {
        try {
            return new MonitorServer(HttpServer.create(new InetSocketAddress(host, port), 0), meters, readiness);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSetting("metrics port " + port + " cannot be used (" + e.getMessage()
                    + "); choose another with --metrics-port");
        }
    }

    private MonitorServer(HttpServer server, PrometheusMeterRegistry meters, Readiness readiness) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS_TEXT, meters.scrape()));
        server.createContext("/health/live", exchange -> answerJson(exchange, 200, Map.of("live", true)));
        server.createContext("/health/ready", exchange -> {
            Map<String, Boolean> parts = readiness.parts();
            boolean ready = !parts.containsValue(false);
            answerJson(exchange, ready ? 200 : 503, Map.of("ready", ready, "parts", parts));
        });
        server.start();
    }

    /** Adds a page for whoever looks into the process, below {@code /admin/}. */
    public void page(String name, AdminPage page) {
        server.createContext("/admin/" + name, exchange -> {
            try {
                answerJson(exchange, 200, page.answer(Queries.of(exchange.getRequestURI())));
            } catch (IllegalArgumentException e) {
                answerJson(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
            }
        });
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answerJson(HttpExchange exchange, int status, Object body) throws IOException {
        answer(exchange, status, "application/json", StrictJson.mapper().writeValueAsString(body) + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            boolean headOnly = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, headOnly ? NO_BODY : bytes.length);
            if (!headOnly) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
