package dev.carteiro.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What a request that was done is answered. Immutable.
 *
 * @param headers beside those that every answer has; never from what a client sent without being checked
 */
public record ApiResponse(int status, Content content, Map<String, String> headers) {
    /** What the answer's body is made of. */
    public sealed interface Content {
        /** No body. */
        record None() implements Content {
        }

        /** A small document: one resource, counts, errors. */
        record Tree(JsonNode document) implements Content {
        }

        /** A document that many answers share. */
        @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
        record SharedBytes(byte[] json) implements Content {
        }

        /** A list. */
        record ResourcePage(PageDocument<?> document) implements Content {
        }
    }

    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    public ApiResponse(int status, JsonNode document, Map<String, String> headers) {
        this(status, new Content.Tree(document), headers);
    }

    public static ApiResponse ok(JsonNode document) {
        return new ApiResponse(200, document, Map.of());
    }

    public static ApiResponse page(PageDocument<?> document) {
        return new ApiResponse(200, new Content.ResourcePage(document), Map.of());
    }

    public static ApiResponse created(JsonNode document, String location) {
        return new ApiResponse(201, document, Map.of("Location", location));
    }

    public static ApiResponse noContent() {
        return new ApiResponse(204, new Content.None(), Map.of());
    }

    /** The same with an entity tag; the version is put in quotes. */
    public ApiResponse withVersion(String version) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("ETag", '"' + version + '"');
        return new ApiResponse(status, content, all);
    }
}
