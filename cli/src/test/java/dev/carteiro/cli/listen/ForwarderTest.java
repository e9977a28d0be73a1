package dev.carteiro.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.receiver.ReceivedWebhook;
import dev.carteiro.cli.receiver.WebhookHeaders;
import dev.carteiro.cli.receiver.WebhookResponse;
import dev.carteiro.cli.receiver.WebhookServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forwarding over real sockets. */
class ForwarderTest {
    private static final ReceivedWebhook REQUEST = new ReceivedWebhook(Instant.EPOCH, "PUT", "/",
            new WebhookHeaders(Map.of("Webhook-Id", List.of("dlv_1"), "Host", List.of("elsewhere"), "Connection",
                    List.of("keep-alive"))),
            "{}".getBytes(StandardCharsets.UTF_8));

    @Test
    void forwardsARequestAndReturnsTheResponse() {
        AtomicReference<@Nullable ReceivedWebhook> seen = new AtomicReference<>();
        try (WebhookServer server = WebhookServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), request -> {
                    seen.set(request);
                    return WebhookResponse.text(418, "tea");
                });
                Forwarder forwarder = new Forwarder(URI.create("http://127.0.0.1:" + server.port() + "/hooks?a=b"))) {
            WebhookResponse response = forwarder.forward(REQUEST);

            assertThat(response.status()).isEqualTo(418);
            assertThat(response.body()).asString().isEqualTo("tea\n");
            ReceivedWebhook got = Objects.requireNonNull(seen.get());
            assertThat(got.method() + " " + got.path()).isEqualTo("PUT /hooks?a=b");
            assertThat(got.body()).asString().isEqualTo("{}");
            assertThat(got.headers().first("webhook-id")).isEqualTo("dlv_1");
            assertThat(got.headers().text("host")).startsWith("127.0.0.1:");
        }
    }

    @Test
    void respondsWith502IfNothingListens() {
        int port;
        try (WebhookServer server = WebhookServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), request -> WebhookResponse.of(200))) {
            port = server.port();
        }
        try (Forwarder forwarder = new Forwarder(URI.create("http://127.0.0.1:" + port + "/"))) {
            WebhookResponse response = forwarder.forward(REQUEST);
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.body()).asString()
                    .isEqualTo("nothing listens at http://127.0.0.1:" + port + "/\n");
        }
    }
}
