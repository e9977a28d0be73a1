package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.ContentTypes;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.target.HeaderRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event's bytes as they were produced, not parsed, with the content type they came with. JSON goes without a byte order
 * mark. Stateless.
 */
final class RawEnvelope {
    private static final String ANY_BYTES = "application/octet-stream";

    private RawEnvelope() {
    }

    static Rendered render(Delivery delivery) {
        String contentType = switch (delivery.format()) {
            case JSON -> "application/json";
            case CLOUDEVENTS_STRUCTURED -> CloudEventDocument.CONTENT_TYPE;
            case CLOUDEVENTS_BINARY -> contentType(delivery.contentType());
        };
        boolean json = delivery.format() != EventFormat.CLOUDEVENTS_BINARY
                || ContentTypes.isJson(delivery.contentType());
        byte[] body = json ? Envelope.withoutByteOrderMark(delivery.payload()) : delivery.payload();
        return new Rendered(body, contentType, Map.of());
    }

    /** Without one, data is JSON (CloudEvents 1.0.2 section 3.1); what is no header's value says nothing. */
    static String contentType(@Nullable String asProduced) {
        if (asProduced == null) {
            return "application/json";
        }
        return HeaderRules.valueProblem(asProduced).isPresent() || asProduced.isEmpty() ? ANY_BYTES : asProduced;
    }
}
