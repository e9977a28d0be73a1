package dev.carteiro.api.registry;

import java.nio.charset.StandardCharsets;

/** Documents of subscriptions as bytes. Stateless. */
final class SubscriptionDocuments {
    private SubscriptionDocuments() {
    }

    static byte[] valid(String name) {
        return bytes("{\"event\":\"a\",\"targetUrl\":\"https://exemplo.com.br/\",\"name\":\"" + name + "\"}");
    }

    static byte[] invalid() {
        return bytes("{\"event\":\"a\"}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
