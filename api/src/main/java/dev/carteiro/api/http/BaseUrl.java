package dev.carteiro.api.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What links in answers begin with. Immutable.
 *
 * <p>Behind a proxy only the operator knows: the setting wins. Without it the request's Host header is believed if it is
 * nothing but a host and a port, since an answer goes to nobody but who sent that header, and is not to be cached.
 */
public final class BaseUrl {
    private static final Pattern HOST = Pattern
            .compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private final String configured;

    /** @param configured for example {@code https://hooks.example.com}; empty to go by the request */
    public BaseUrl(String configured) {
        this.configured = configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
    }

    /** Without a slash at its end; empty, so that links are relative, where there is nothing to go by. */
    String forHost(@Nullable String host) {
        if (!configured.isEmpty()) {
            return configured;
        }
        return host != null && HOST.matcher(host).matches() ? "http://" + host : "";
    }

    /** One segment of a path: everything is encoded that could mean something else there. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
