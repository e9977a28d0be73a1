package dev.carteiro.api.http;

import java.util.Map;

/**
 * What every answer tells browsers and caches: this is data, for whoever asked, and nothing else. {@code Vary} is there
 * because JSON:API asks for it. Stateless.
 */
final class SecurityHeaders {
    static final Map<String, String> ALL = Map.of("Cache-Control", "no-store", "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'", "Referrer-Policy", "no-referrer", "Vary",
            "Accept, Authorization", "X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY");

    private SecurityHeaders() {
    }
}
