package dev.carteiro.api.jsonapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document with which a client creates or changes one resource.
 *
 * @param id {@code null} if it has none
 * @param attributes the resource's attributes
 */
public record ResourceDocument(@Nullable String id, ObjectNode attributes) {
    private static final Set<String> TOP = Set.of("data", "meta", "jsonapi", "links");
    private static final Set<String> RESOURCE = Set.of("type", "id", "lid", "attributes", "links", "meta");

    /**
     * Reads a document.
     *
     * @param type the required {@code type}
     * @throws ApiException if the document is invalid; it names the first problem
     */
    public static ResourceDocument read(JsonNode document, String type) {
        require(document.isObject(), "", "the body must be an object with the member 'data'");
        requireOnly(document, TOP, "");
        require(document.has("data"), "", "'data' is missing: add the resource");
        JsonNode data = document.path("data");
        require(data.isObject(), "/data", "must be an object: one resource");
        requireType(data, type);
        requireOnly(data, RESOURCE, "/data");
        JsonNode id = data.path("id");
        require(id.isMissingNode() || id.isTextual(), "/data/id", "must be a string");
        require(data.has("attributes"), "/data", "'attributes' is missing");
        require(data.path("attributes").isObject(), "/data/attributes", "must be an object");
        return new ResourceDocument(id.textValue(), (ObjectNode) data.path("attributes"));
    }

    private static void requireType(JsonNode data, String type) {
        JsonNode given = data.path("type");
        require(!given.isMissingNode(), "/data", "'type' is missing: use '" + type + "'");
        require(given.isTextual(), "/data/type", "must be the string '" + type + "'");
        if (!given.textValue().equals(type)) {
            throw ApiException.at(ErrorCode.CONFLICT, "/data/type", "wrong type: use '" + type + "'");
        }
    }

    private static void requireOnly(JsonNode object, Set<String> known, String pointer) {
        object.fieldNames().forEachRemaining(name -> require(known.contains(name), pointer + "/" + escape(name),
                "unknown member: use " + String.join(", ", known.stream().sorted().toList())));
    }

    private static void require(boolean holds, String pointer, String detail) {
        if (!holds) {
            throw ApiException.at(ErrorCode.INVALID_DOCUMENT, pointer, detail);
        }
    }

    /** Escapes a name as a part of an RFC 6901 pointer. */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
