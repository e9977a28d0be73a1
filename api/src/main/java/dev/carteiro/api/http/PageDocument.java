package dev.carteiro.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * A JSON:API list document that is serialized while it is written. Only a few of its resources are in memory at a time,
 * however many there are and however slowly the client reads. Immutable.
 *
 * @param items in the page's order
 * @param bytes estimates the size of one item as JSON
 * @param resource builds the resource of one item
 */
public record PageDocument<T>(JsonNode links, List<T> items, ToIntFunction<T> bytes, Function<T, JsonNode> resource,
        JsonNode meta) {
    /** Maximum size of one list response in bytes; a single resource may be larger. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Approximate size of the resources that are built at a time; a single one may be larger. */
    private static final int CHUNK_BYTES = 16 * 1024;

    /** Runs computations while sharing the processors fairly between callers. */
    @FunctionalInterface
    interface ComputeScheduler {
        List<JsonNode> compute(long bytes, Supplier<List<JsonNode>> resources) throws InterruptedException;
    }

    public PageDocument {
        items = List.copyOf(items);
    }

    /** Returns the maximum size of the resources that are in memory at a time, as JSON. */
    public long maxChunkBytes() {
        return CHUNK_BYTES + items.stream().mapToLong(bytes::applyAsInt).max().orElse(0);
    }

    /**
     * Writes the document.
     *
     * @param scheduler runs the computations
     */
    void writeTo(JsonGenerator out, ComputeScheduler scheduler) throws IOException, InterruptedException {
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
            while (end < items.size() && size < CHUNK_BYTES) {
                size += bytes.applyAsInt(items.get(end));
                end++;
            }
            List<T> some = items.subList(from, end);
            for (JsonNode made : scheduler.compute(size, () -> some.stream().map(resource).toList())) {
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
