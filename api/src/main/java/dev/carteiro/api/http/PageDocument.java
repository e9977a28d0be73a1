package dev.carteiro.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A JSON:API document of many resources that is written as it is made: no more than one resource of it is in memory at a
 * time, however many there are and however slowly they are read. Immutable.
 *
 * @param items in the page's order
 * @param resource makes one of them
 */
public record PageDocument<T>(JsonNode links, List<T> items, Function<T, JsonNode> resource, JsonNode meta) {
    /** The largest part of a list that one response holds, in bytes; a single resource may be larger. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Where the processor is shared. */
    @FunctionalInterface
    interface Turns {
        JsonNode compute(Supplier<JsonNode> resource) throws InterruptedException;
    }

    public PageDocument {
        items = List.copyOf(items);
    }

    /** @param turns takes a turn on the processor for each resource */
    void writeTo(JsonGenerator out, Turns turns) throws IOException, InterruptedException {
        out.writeStartObject();
        out.writeObjectFieldStart("jsonapi");
        out.writeStringField("version", "1.1");
        out.writeEndObject();
        out.writeFieldName("links");
        out.writeTree(links);
        out.writeArrayFieldStart("data");
        for (T item : items) {
            out.writeTree(turns.compute(() -> resource.apply(item)));
        }
        out.writeEndArray();
        out.writeFieldName("meta");
        out.writeTree(meta);
        out.writeEndObject();
    }
}
