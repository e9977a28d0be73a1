package dev.carteiro.api.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of links in responses. Immutable.
 *
 * <p>Behind a proxy only the operator knows it, so the setting takes precedence. Without it the request's Host header
 * is used if it is a plain host and port. That is safe: the response goes only to the client that sent the header, and
 * is not cached.
 */
public final class BaseUrl {
    private static final Pattern HOST = Pattern
            .compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private final String configured;

    /** @param configured for example {@code https://hooks.example.com}; empty to use the request's Host header */
    public BaseUrl(String configured) {
        this.configured = configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
    }

    /** Returns the base without a final slash; empty, which makes links relative, if no valid host is known. */
    String forHost(@Nullable String host) {
        if (!configured.isEmpty()) {
            return configured;
        }
        return host != null && HOST.matcher(host).matches() ? "http://" + host : "";
    }

    /** Encodes one segment of a path. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
