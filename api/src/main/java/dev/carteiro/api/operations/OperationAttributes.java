package dev.carteiro.api.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ResourceDocument;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a requested operation. Used by one thread.
 *
 * @param attributes empty if the request has no body
 */
record OperationAttributes(ObjectNode attributes) {
    private static final String ATTRIBUTES = "/data/attributes";

    /**
     * Reads a request's body.
     *
     * @param type the required resource type
     * @param known known attributes; any other is rejected
     */
    static OperationAttributes of(Call call, String type, List<String> known) throws InterruptedException {
        call.query().requireOnly(List.of());
        ResourceDocument sent = ResourceDocument.read(call.body(), type);
        if (sent.id() != null) {
            throw ApiException.at(ErrorCode.CLIENT_GENERATED_ID, "/data/id",
                    "the server generates the id: leave it out");
        }
        return new OperationAttributes(requireOnly(sent.attributes(), ATTRIBUTES, known));
    }

    /** Reads a request's body if it has one. */
    static OperationAttributes ofOptionalBody(Call call, String type, List<String> known) throws InterruptedException {
        if (call.hasBody()) {
            return of(call, type, known);
        }
        call.query().requireOnly(List.of());
        return new OperationAttributes(StrictJson.mapper().createObjectNode());
    }

    /**
     * Parses a text attribute.
     *
     * @param reader throws IllegalArgumentException with a message that says what is wrong and shows no secret
     * @return {@code null} if the attribute is absent
     */
    <T> @Nullable T text(String name, Function<String, T> reader) {
        JsonNode value = attributes.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name, "must be a string");
        }
        try {
            return reader.apply(value.textValue());
        } catch (IllegalArgumentException e) {
            throw invalid(name, String.valueOf(e.getMessage()));
        }
    }

    /** Returns a boolean attribute; false if it is absent. */
    boolean flag(String name) {
        JsonNode value = attributes.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return JsonValues.isTrue(value);
    }

    /** Returns an object attribute; {@code null} if it is absent. */
    @Nullable
    ObjectNode object(String name) {
        JsonNode value = attributes.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw invalid(name, "must be an object");
    }

    static ApiException invalid(String name, String detail) {
        return ApiException.at(ErrorCode.INVALID_ATTRIBUTE, ATTRIBUTES + "/" + name, detail);
    }

    static ObjectNode requireOnly(ObjectNode object, String pointer, List<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiException.at(ErrorCode.INVALID_ATTRIBUTE, pointer + "/" + ResourceDocument.escape(name),
                        "unknown attribute: use " + String.join(", ", known));
            }
        });
        return object;
    }
}
