package dev.carteiro.api.http;

import java.util.Map;

/**
 * Headers of every response, which tell browsers and caches that it is data for the caller alone. {@code Vary} is
 * required by JSON:API. Stateless.
 */
final class SecurityHeaders {
    static final Map<String, String> ALL = Map.of("Cache-Control", "no-store", "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'", "Referrer-Policy", "no-referrer", "Vary",
            "Accept, Authorization", "X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY");

    private SecurityHeaders() {
    }
}
