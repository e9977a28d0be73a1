package dev.carteiro.api.actions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The event that a test sends. Immutable.
 *
 * @param type the event type
 * @param data the event's data
 */
public record TestEvent(String type, ObjectNode data) {
    /** The source within which ids of test events are unique. */
    public static final String SOURCE = "carteiro.test";

    /** The type where the request gives none. */
    public static final String DEFAULT_TYPE = "carteiro.test";

    /** Returns the event where the request gives none. */
    public static TestEvent standard() {
        return new TestEvent(DEFAULT_TYPE,
                StrictJson.mapper().createObjectNode().put("message", "a test sent through Carteiro"));
    }

    /**
     * Builds the event as a producer would and decodes it as the router does.
     *
     * @throws IllegalArgumentException if it is not a valid event; the message says why
     */
    Event event(String id, @Nullable String context, @Nullable String tenant, Instant now) {
        ObjectNode document = StrictJson.mapper().createObjectNode().put("id", id).put("event", type);
        if (context != null) {
            document.put("context", context);
        }
        if (tenant != null) {
            document.put("tenant", tenant);
        }
        document.set("data", data);
        document.put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
        byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
        SourceRecord source = new SourceRecord(SOURCE, 0, 0, now.toEpochMilli(), new RecordHeaders(), bytes);
        return switch (new EventDecoder(EventDecoder.DEFAULT_MAX_BYTES).decode(source)) {
            case EventDecodingResult.Valid(Event event) -> event;
            case EventDecodingResult.Invalid invalid -> throw new IllegalArgumentException(invalid.detail());
        };
    }
}
