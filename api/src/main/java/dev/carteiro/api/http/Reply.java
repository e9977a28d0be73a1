package dev.carteiro.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request that was done is answered. Immutable.
 *
 * @param document a JSON:API document; {@code null} for none
 * @param headers beside those that every answer has; never from what a client sent without being checked
 */
public record Reply(int status, @Nullable JsonNode document, Map<String, String> headers) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply ok(JsonNode document) {
        return new Reply(200, document, Map.of());
    }

    public static Reply created(JsonNode document, String location) {
        return new Reply(201, document, Map.of("Location", location));
    }

    public static Reply noContent() {
        return new Reply(204, null, Map.of());
    }

    /** The same with an entity tag; the version is put in quotes. */
    public Reply withVersion(String version) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("ETag", '"' + version + '"');
        return new Reply(status, document, all);
    }
}
