package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.targeturl.HeaderRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rendered body of a request, before the headers are signed. Immutable; the body may be the event's own bytes and
 * must not be modified.
 *
 * @param contentType a valid header value; {@code null} for an empty body without a type
 * @param headers the valid headers that belong to the envelope
 * @param signature the signature in the body; empty if there is none
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

    /**
     * Renders data without an envelope. Data without a content type is JSON (CloudEvents 1.0.2 section 3.1); a content
     * type that is not a valid header value is replaced by the one for any bytes.
     */
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
