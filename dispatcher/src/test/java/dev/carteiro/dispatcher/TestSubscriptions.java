package dev.carteiro.dispatcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Subscriptions with profiles, read as the registrar reads them, and their signing keys. Stateless. */
public final class TestSubscriptions {
    /** The example key of Standard Webhooks. */
    public static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private TestSubscriptions() {
    }

    /** @param members JSON members with ' for ", in addition to those that the profile needs */
    public static Subscription to(String url, String profile, List<String> secrets, String... members) {
        String more = members.length == 0 ? "" : ", " + String.join(", ", members);
        String needs = profile.equals("titan") ? ", 'statusChange': {'to': ['SIGNING']}" : "";
        String json = "{'targetUrl': '" + url + "', 'event': '*', 'profile': '" + profile + "'"
                + (more.contains("statusChange") ? "" : needs) + more + "}";
        try {
            ObjectNode document = (ObjectNode) StrictJson.mapper().readTree(json.replace('\'', '"'));
            secrets.forEach(document.withArray("secrets")::add);
            byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
            return switch (new SubscriptionReader(AllowedTargets.parse(List.of("127.0.0.0/8"))).read("sub", bytes)) {
                case SubscriptionReadResult.Valid valid -> valid.subscription();
                case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a subscription with the keys that its profile needs. */
    public static Subscription to(String url, String profile) {
        return to(url, profile, profile.equals("grafeno") ? List.of(pem("rsa-2048")) : List.of(WHSEC));
    }

    public static Subscription with(String profile, String... members) {
        return to("https://example.com/hook", profile,
                profile.equals("grafeno") ? List.of(pem("rsa-2048")) : List.of(WHSEC), members);
    }

    /** Returns a key that {@code openssl} created for these tests only. */
    public static String pem(String name) {
        String file = "keys/" + name + ".pem";
        try (InputStream in = Objects.requireNonNull(TestSubscriptions.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
