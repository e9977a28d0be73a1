package dev.carteiro.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The response to a successful request. Immutable.
 *
 * @param headers headers besides those of every response; never an unchecked value from the client
 */
public record ApiResponse(int status, Content content, Map<String, String> headers) {
    /** The content of a response. */
    public sealed interface Content {
        /** No body. */
        record None() implements Content {
        }

        /** A small document: one resource, counts, errors. */
        record Tree(JsonNode document) implements Content {
        }

        /** A serialized document that many responses share. */
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

    /** Returns the response with an entity tag; adds quotes to the version. */
    public ApiResponse withVersion(String version) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("ETag", '"' + version + '"');
        return new ApiResponse(status, content, all);
    }
}
