package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.util.Map;

/**
 * Renders the event's bytes as they were produced, unparsed, with their content type. JSON is sent without a byte order
 * mark. Stateless.
 */
final class RawEnvelope {
    private RawEnvelope() {
    }

    static RenderedBody render(Delivery delivery) throws InvalidJsonException {
        if (delivery.format() == EventFormat.CLOUDEVENTS_BINARY) {
            return RenderedBody.bytes(Envelope.data(delivery), Map.of());
        }
        return new RenderedBody(Envelope.document(delivery), delivery.format() == EventFormat.JSON
                ? "application/json"
                : CloudEventDocument.CONTENT_TYPE, Map.of());
    }
}
