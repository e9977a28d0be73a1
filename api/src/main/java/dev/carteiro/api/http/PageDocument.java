package dev.carteiro.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * A JSON:API document of many resources that is written as it is made: no more than a few resources of it are in memory at a
 * time, however many there are and however slowly they are read. Immutable.
 *
 * @param items in the page's order
 * @param bytes of one of them as JSON, about
 * @param resource makes one of them
 */
public record PageDocument<T>(JsonNode links, List<T> items, ToIntFunction<T> bytes, Function<T, JsonNode> resource,
        JsonNode meta) {
    /** The largest part of a list that one response holds, in bytes; a single resource may be larger. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** So many are made at a time, if a single one is not larger. */
    private static final int AT_A_TIME = 16 * 1024;

    /** Where the processor is shared. */
    @FunctionalInterface
    interface ComputeScheduler {
        List<JsonNode> compute(long bytes, Supplier<List<JsonNode>> resources) throws InterruptedException;
    }

    public PageDocument {
        items = List.copyOf(items);
    }

    /** The most bytes of JSON that are made of it at a time. */
    public long atATime() {
        return AT_A_TIME + items.stream().mapToLong(bytes::applyAsInt).max().orElse(0);
    }

    /** @param turns for what takes the processor */
    void writeTo(JsonGenerator out, ComputeScheduler turns) throws IOException, InterruptedException {
        out.writeStartObject();
        out.writeObjectFieldStart("jsonapi");
        out.writeStringField("version", "1.1");
        out.writeEndObject();
        out.writeFieldName("links");
        out.writeTree(links);
        out.writeArrayFieldStart("data");
        int from = 0;
        while (from < items.size()) {
            int end = from;
            long size = 0;
            while (end < items.size() && size < AT_A_TIME) {
                size += bytes.applyAsInt(items.get(end));
                end++;
            }
            List<T> some = items.subList(from, end);
            for (JsonNode made : turns.compute(size, () -> some.stream().map(resource).toList())) {
                out.writeTree(made);
            }
            from = end;
        }
        out.writeEndArray();
        out.writeFieldName("meta");
        out.writeTree(meta);
        out.writeEndObject();
    }
}
