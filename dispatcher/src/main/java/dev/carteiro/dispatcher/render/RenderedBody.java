package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.targeturl.HeaderRules;
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
public record RenderedBody(byte[] body, @Nullable String contentType, Map<String, String> headers, String signature) {
    private static final String JSON = "application/json";
    private static final String ANY_BYTES = "application/octet-stream";

    RenderedBody(byte[] body, @Nullable String contentType, Map<String, String> headers) {
        this(body, contentType, headers, "");
    }

    static RenderedBody json(byte[] body) {
        return new RenderedBody(body, JSON, Map.of());
    }

    static RenderedBody signedJson(byte[] body, String signature) {
        return new RenderedBody(body, JSON, Map.of(), signature);
    }

    /** Data by itself. Without a content type it is JSON (CloudEvents 1.0.2 section 3.1); what is no header's value says nothing. */
    static RenderedBody bytes(EventData data, Map<String, String> headers) {
        EventData.Body body = data.body();
        String type = body.contentType();
        if (type == null) {
            return new RenderedBody(body.bytes(), data.isAbsent() ? null : JSON, headers);
        }
        boolean isHeader = !type.isEmpty() && HeaderRules.valueProblem(type).isEmpty();
        return new RenderedBody(body.bytes(), isHeader ? type : ANY_BYTES, headers);
    }
}
