package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.runtime.http.ConnectionSettings;
import dev.carteiro.runtime.http.GuardedClient;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;

/** Single attempts through the real sender and its guarded client. Every name but one resolves to this machine. */
final class SenderCalls {
    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    static final String UNKNOWN_NAME = "nobody.example";

    /** The result and the time of an attempt. */
    record TimedCall(SendResult answer, Duration took) {
    }

    private SenderCalls() {
    }

    static OkHttpClient client(String... allowed) {
        return GuardedClient.create(AllowedTargets.parse(List.of(allowed)), ConnectionSettings.DEFAULT, name -> {
            if (name.equals(UNKNOWN_NAME)) {
                throw new UnknownHostException(name + ": Name or service not known");
            }
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        });
    }

    static HttpSender sender() {
        return new HttpSender(List.of(client("127.0.0.0/8")), "test");
    }

    static TimedCall attempt(HttpSender sender, Subscription subscription) {
        return attempt(sender, subscription, delivery("{\"event\":\"a\",\"data\":{}}"));
    }

    static TimedCall attempt(HttpSender sender, Subscription subscription, Delivery delivery) {
        long began = System.nanoTime();
        try {
            SendResult answer = sender.send(subscription, delivery, 1, AT);
            return new TimedCall(answer, Duration.ofNanos(System.nanoTime() - began));
        } catch (OutOfSocketsException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a subscription as the view does: the registrar checked shape and headers, and they are not checked again. */
    static Subscription subscription(Object url, Duration timeout, String... members) {
        String more = members.length == 0 ? "" : ", " + String.join(", ", members);
        String json = "{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"timeout\": \"%dms\"%s}".formatted(url,
                timeout.toMillis(), more);
        return switch (new SubscriptionReader(AllowedTargets.NONE).readApplied("sub",
                json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid valid -> valid.subscription();
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }

    static Delivery delivery(String event) {
        return delivery("dlv_1", Map.of(), event);
    }

    static Delivery delivery(String id, Map<String, String> trace, String event) {
        return new Delivery(id, "sub", 0, "evt_1", "person.created", "test", null, "2025-02-10T15:30:50Z",
                EventFormat.JSON, Map.of(), null, trace, AT, DeliveryProgress.NONE,
                event.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an event that is too large for the socket buffers on the way to a receiver that does not read. */
    static Delivery largeDelivery() {
        return delivery("{\"event\":\"a\",\"data\":\"" + "x".repeat(16 * 1024 * 1024) + "\"}");
    }
}
