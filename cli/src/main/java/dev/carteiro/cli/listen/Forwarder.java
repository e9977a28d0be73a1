package dev.carteiro.cli.listen;

import dev.carteiro.cli.receiver.ReceivedWebhook;
import dev.carteiro.cli.receiver.WebhookResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;

/** Forwards requests to a server of the developer, and returns its responses. Thread-safe. */
final class Forwarder implements AutoCloseable {
    /** The longest timeout that a subscription can have. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private static final int MAX_BODY_BYTES = 64 * 1024;

    /** Hop-by-hop headers, and headers that the client sets itself. */
    private static final Set<String> NOT_FORWARDED = Set.of("connection", "content-length", "expect", "host",
            "keep-alive",
            "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(5)).build();
    private final URI target;

    Forwarder(URI target) {
        this.target = target;
    }

    WebhookResponse forward(ReceivedWebhook request) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(target).timeout(RESPONSE_TIMEOUT).method(request.method(),
                BodyPublishers.ofByteArray(request.body()));
        request.headers().values().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name)) {
                values.forEach(value -> copy.header(name, value));
            }
        });
        try {
            HttpResponse<InputStream> response = client.send(copy.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new WebhookResponse(response.statusCode(),
                        response.headers().firstValue("content-type").orElse(""), body.readNBytes(MAX_BODY_BYTES));
            }
        } catch (ConnectException e) {
            return WebhookResponse.text(502, "nothing listens at " + target);
        } catch (HttpTimeoutException e) {
            return WebhookResponse.text(504, target + " did not respond in time");
        } catch (IOException e) {
            return WebhookResponse.text(502, "cannot forward to " + target + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WebhookResponse.text(503, "carteiro listen is ending");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
