package dev.carteiro.cli.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.document.JsonArgument;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make up one event. Filled by picocli. */
public final class EventOptions {
    @Option(names = "--data", paramLabel = "JSON|@FILE", description = "The event's data, a JSON object: '{\"id\": 1}', @FILE, or - for standard input.")
    private @Nullable String data;

    @Option(names = "--id", paramLabel = "ID", description = "The event's id; a new one by default.")
    private @Nullable String id;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "The event's tenant: only its subscriptions get the event.")
    private @Nullable String tenant;

    @Option(names = "--context", paramLabel = "CONTEXT", description = "The event's context.")
    private @Nullable String context;

    boolean areGiven() {
        return data != null || id != null || tenant != null || context != null;
    }

    public boolean hasData() {
        return data != null;
    }

    /** Returns the data that was given, or {@code otherwise}. */
    public ObjectNode data(ObjectNode otherwise) {
        return data == null ? otherwise : JsonArgument.readObject("--data", data);
    }

    /**
     * Returns the JSON of an event in the documented format.
     *
     * @param newId the id to use if none is given
     */
    public byte[] event(String type, ObjectNode content, String newId, Instant now) {
        ObjectNode event = StrictJson.mapper().createObjectNode().put("id", id(newId)).put("event", type);
        if (context != null) {
            event.put("context", context);
        }
        if (tenant != null) {
            event.put("tenant", tenant);
        }
        event.set("data", content);
        event.put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    String id(String newId) {
        return id == null ? newId : id;
    }
}
