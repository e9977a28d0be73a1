package dev.carteiro.schemas.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;

/**
 * The document that content filters look at. For the contract's events it is the event as produced. A CloudEvent shows
 * its attributes by their own names and, beside them, the contract's {@code event} and {@code timestamp}, so that one
 * filter fits both. Stateless.
 */
public final class EventDocument {
    private EventDocument() {
    }

    public static JsonNode of(Event event) throws InvalidJson {
        return switch (event.format()) {
            case JSON -> StrictJson.tree(event.payload());
            case CLOUDEVENTS_STRUCTURED -> named((ObjectNode) StrictJson.tree(event.payload()), event);
            case CLOUDEVENTS_BINARY -> named(binary(event), event);
        };
    }

    private static ObjectNode binary(Event event) throws InvalidJson {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        event.attributes().forEach(document::put);
        if (ContentTypes.isJson(event.contentType())) {
            document.set("data", StrictJson.tree(event.payload()));
        } else {
            document.put("data", new String(event.payload(), StandardCharsets.UTF_8));
        }
        return document;
    }

    private static ObjectNode named(ObjectNode document, Event event) {
        document.put("event", event.type());
        document.put("timestamp", event.time());
        return document;
    }
}
