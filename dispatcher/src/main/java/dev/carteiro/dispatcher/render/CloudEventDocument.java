package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.TopLevelMembers;
import java.util.Map;

/**
 * Renders CloudEvents 1.0.2 in HTTP's structured mode: one JSON document with attributes and data. Stateless.
 *
 * <p>An event that arrived as such a document is sent byte for byte, unless it has JSON or text in base64.
 */
final class CloudEventDocument {
    static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final String DATA_BASE64 = "data_base64";

    private CloudEventDocument() {
    }

    static RenderedBody render(Delivery delivery) throws InvalidJsonException {
        return new RenderedBody(switch (delivery.format()) {
            case JSON -> ofContract(delivery);
            case CLOUDEVENTS_STRUCTURED -> ofStructured(delivery);
            case CLOUDEVENTS_BINARY -> ofBinary(delivery);
        }, CONTENT_TYPE, Map.of());
    }

    /** Replaces {@code data_base64} by {@code data} if it is JSON or text, so that receivers need not decode it. */
    private static byte[] ofStructured(Delivery delivery) throws InvalidJsonException {
        byte[] payload = Envelope.document(delivery);
        TopLevelMembers document = TopLevelMembers.scan(payload);
        TopLevelMembers.Member base64 = document.get(DATA_BASE64);
        if (base64 == null || base64.isNull()) {
            return payload;
        }
        EventData data = EventData.ofStructured(document, payload);
        if (data.base64() != null) {
            return payload;
        }
        JsonObject json = new JsonObject(payload.length);
        for (String name : document.members().keySet()) {
            if (name.equals(DATA_BASE64)) {
                json.json("data", data.json());
            } else if (!name.equals("data")) { // beside data_base64 it is null
                json.json(name, document.slice(name, payload));
            }
        }
        return json.bytes();
    }

    private static byte[] ofContract(Delivery delivery) throws InvalidJsonException {
        byte[] payload = Envelope.document(delivery);
        TopLevelMembers document = TopLevelMembers.scan(payload);
        JsonObject json = new JsonObject(payload.length);
        CloudEventAttributes.ofContract(delivery, document).forEach(json::string);
        return json.string(CloudEventAttributes.DATA_CONTENT_TYPE, "application/json")
                .json("data", document.slice("data", payload)).bytes();
    }

    /** Follows JSON format section 3.1: JSON unchanged, text as a string, all other bytes in base64. */
    private static byte[] ofBinary(Delivery delivery) throws InvalidJsonException {
        EventData data = Envelope.data(delivery);
        JsonObject json = new JsonObject(delivery.size());
        CloudEventAttributes.ofBinary(delivery).forEach(json::string);
        if (data.contentType() != null) {
            json.string(CloudEventAttributes.DATA_CONTENT_TYPE, data.contentType());
        }
        if (data.isAbsent()) {
            return json.bytes();
        }
        String base64 = data.base64();
        return base64 == null ? json.json("data", data.json()).bytes() : json.string(DATA_BASE64, base64).bytes();
    }
}
