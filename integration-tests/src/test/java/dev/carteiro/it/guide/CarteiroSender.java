package dev.carteiro.it.guide;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.dispatcher.send.HttpSender;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.runtime.http.ConnectionSettings;
import dev.carteiro.runtime.http.GuardedClient;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Dns;

/** Carteiro's own sender, without Kafka. Not thread-safe. */
final class CarteiroSender implements AutoCloseable {
    private static final AllowedTargets LOOPBACK = AllowedTargets.parse(List.of("127.0.0.0/8"));

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final HttpSender sender = new HttpSender(
            List.of(GuardedClient.create(LOOPBACK, ConnectionSettings.DEFAULT, Dns.SYSTEM)), "test");

    CarteiroSender() {
        receiver.at("/hook").answers(200);
    }

    /** Sends to a receiver that records the request. */
    CapturedRequest sends(String profile, Delivery delivery, Instant at, String... secrets) {
        SendResult answer = sendsTo(receiver.uri("/hook").toString(), profile, delivery, 1, at, secrets);
        if (!answer.equals(new SendResult.StatusReceived(200, null, ""))) {
            throw new AssertionError(answer.toString());
        }
        ReceivedRequest request = receiver.requests().getLast();
        Map<String, String> headers = new TreeMap<>();
        request.headers().fields().forEach(field -> headers.put(field.getKey().toLowerCase(Locale.ROOT),
                field.getValue()));
        return new CapturedRequest(headers, request.bodyText());
    }

    SendResult sendsTo(String url, String profile, Delivery delivery, int attempt, Instant at, String... secrets) {
        try {
            return sender.send(subscription(url, profile, secrets), delivery, attempt, at);
        } catch (OutOfSocketsException e) {
            throw new AssertionError(e);
        }
    }

    /** @param attributes of a CloudEvent in binary mode with {@code payload} as data; empty for plain JSON */
    static Delivery delivery(String id, String type, Map<String, String> attributes, String payload) {
        return new Delivery(id, "sub", 0, "evt_1", type, "crm", null, "2025-02-10T15:30:50Z",
                attributes.isEmpty() ? EventFormat.JSON : EventFormat.CLOUDEVENTS_BINARY, attributes, null, Map.of(),
                Instant.now(), DeliveryProgress.NONE, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Subscription subscription(String url, String profile, String... secrets) {
        ObjectNode document = StrictJson.mapper().createObjectNode().put("targetUrl", url).put("event", "*")
                .put("profile", profile);
        document.putObject("headers").put("x-token", "tk_9f2c");
        List.of(secrets).forEach(document.withArray("secrets")::add);
        try {
            return switch (new SubscriptionReader(LOOPBACK).read("sub",
                    StrictJson.mapper().writeValueAsBytes(document))) {
                case SubscriptionReadResult.Valid valid -> valid.subscription();
                case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        receiver.close();
    }
}
