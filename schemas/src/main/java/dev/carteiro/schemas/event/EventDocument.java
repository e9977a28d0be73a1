package dev.carteiro.schemas.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.EventTree;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Builds the document that content filters evaluate. Stateless.
 *
 * <p>For the contract's events, it is the event as produced. For a CloudEvent, it has the attributes under their own
 * names, and additionally the contract's {@code event} and {@code timestamp}, so that one filter fits both formats.
 */
public final class EventDocument {
    private EventDocument() {
    }

    public static JsonNode of(Event event) throws InvalidJsonException {
        return switch (event.format()) {
            case JSON -> tree(event);
            case CLOUDEVENTS_STRUCTURED -> named(structured(event), event);
            case CLOUDEVENTS_BINARY -> named(binary(event), event);
        };
    }

    private static ObjectNode binary(Event event) throws InvalidJsonException {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        event.attributes().forEach(document::put);
        EventData data = EventData.of(event);
        if (data.contentType() != null) {
            document.put("datacontenttype", data.contentType());
        }
        if (!data.isAbsent()) {
            document.set("data", EventTree.of(data.json()));
        }
        return document;
    }

    /** Adds the decoded data next to the base64 that was produced. */
    private static ObjectNode structured(Event event) throws InvalidJsonException {
        ObjectNode document = (ObjectNode) tree(event);
        if (document.path("data_base64").isTextual()) {
            document.set("data", EventTree.of(EventData.of(event).json()));
        }
        return document;
    }

    private static JsonNode tree(Event event) throws InvalidJsonException {
        return EventTree.of(ByteBuffer.wrap(Objects.requireNonNull(event.payload())));
    }

    private static ObjectNode named(ObjectNode document, Event event) {
        document.put("event", event.type());
        document.put("timestamp", event.time());
        return document;
    }
}
