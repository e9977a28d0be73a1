package dev.carteiro.schemas.targeturl;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a URL (RFC 6454 section 4). Immutable.
 *
 * @param scheme scheme in lower case
 * @param host host in lower case
 * @param port port; the scheme's default port if the URL names none
 */
public record Origin(String scheme, String host, int port) {
    /** Returns the origin of a text; empty if it is not a URL with a host. */
    public static Optional<Origin> of(@Nullable String url) {
        try {
            URI uri = new URI(url == null ? "" : url);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            return Optional.of(new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT),
                    uri.getPort() < 0 ? usual : uri.getPort()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
