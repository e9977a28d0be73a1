package dev.carteiro.schemas.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells JSON from other data, by RFC 6839's {@code +json} suffix. Stateless. */
public final class ContentTypes {
    private ContentTypes() {
    }

    /** A missing content type means JSON, as in CloudEvents 1.0.2 section 3.1. */
    public static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return mediaType.endsWith("/json") || mediaType.endsWith("+json");
    }
}
