package dev.carteiro.api.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A response that is repeated to repeated requests. Immutable.
 *
 * @param headers headers besides those of every response
 * @param document the body
 */
public record StoredResponse(int status, Map<String, String> headers, JsonNode document) {
    public StoredResponse {
        headers = Map.copyOf(headers);
    }

    byte[] bytes() {
        ObjectNode tree = StrictJson.mapper().createObjectNode().put("status", status);
        ObjectNode all = tree.putObject("headers");
        headers.forEach(all::put);
        tree.set("document", document);
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Parses a stored response.
     *
     * @throws InvalidJsonException if the bytes are not a stored response
     */
    static StoredResponse read(byte[] bytes) throws InvalidJsonException {
        JsonNode tree = StrictJson.tree(bytes);
        if (!tree.path("status").isInt() || !tree.path("headers").isObject() || !tree.has("document")) {
            throw new InvalidJsonException("the document is not a stored response");
        }
        Map<String, String> headers = new HashMap<>();
        tree.path("headers").properties()
                .forEach(header -> headers.put(header.getKey(), JsonValues.text(header.getValue(), "")));
        return new StoredResponse(tree.path("status").intValue(), headers, tree.path("document"));
    }
}
