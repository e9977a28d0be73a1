package dev.carteiro.dispatcher.render;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event looks like in a profile, before it is signed. Immutable; the body may be the event's own bytes and must
 * not be written to.
 *
 * @param contentType fit for a header; {@code null} for an empty body of no type
 * @param headers that belong to the envelope, fit to be sent
 * @param signature that stands in the body; empty where none does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record Rendered(byte[] body, @Nullable String contentType, Map<String, String> headers, String signature) {
    private static final String JSON = "application/json";

    Rendered(byte[] body, @Nullable String contentType, Map<String, String> headers) {
        this(body, contentType, headers, "");
    }

    static Rendered json(byte[] body) {
        return new Rendered(body, JSON, Map.of());
    }

    static Rendered signedJson(byte[] body, String signature) {
        return new Rendered(body, JSON, Map.of(), signature);
    }
}
