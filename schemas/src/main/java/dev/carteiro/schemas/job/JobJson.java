package dev.carteiro.schemas.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes the members that the documents of this package have in common. Stateless. */
final class JobJson {
    private static final Instant MAX_TIME_EXCLUSIVE = Instant.parse("+10000-01-01T00:00:00Z");

    private JobJson() {
    }

    static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }

    static byte[] bytes(JsonNode document) {
        try {
            return StrictJson.mapper().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document built in memory can always be serialized", e);
        }
    }

    static JsonNode read(byte[] json) throws InvalidJsonException {
        JsonNode document = StrictJson.tree(json);
        if (!document.isObject()) {
            throw new InvalidJsonException("must be a JSON object");
        }
        return document;
    }

    /** Returns a whole number that is not negative. */
    static long number(JsonNode document, String name) throws InvalidJsonException {
        JsonNode value = document.path(name);
        long number = JsonValues.number(value, -1);
        if (number < 0) {
            throw new InvalidJsonException("member '" + name + "' must be a whole number, 0 or greater");
        }
        return number;
    }

    static Instant instant(JsonNode document, String name) throws InvalidJsonException {
        Instant instant = optionalInstant(document, name);
        if (instant == null) {
            throw new InvalidJsonException("member '" + name + "' is missing");
        }
        return instant;
    }

    static @Nullable Instant optionalInstant(JsonNode document, String name) throws InvalidJsonException {
        String text = optionalText(document, name);
        try {
            Instant instant = text == null ? null : Instant.parse(text);
            if (instant != null && (instant.isBefore(Instant.EPOCH) || !instant.isBefore(MAX_TIME_EXCLUSIVE))) {
                throw new InvalidJsonException("member '" + name + "' must be between the years 1970 and 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new InvalidJsonException("member '" + name + "' must be a time in RFC 3339");
        }
    }

    static @Nullable String optionalText(JsonNode document, String name) throws InvalidJsonException {
        JsonNode value = document.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new InvalidJsonException("member '" + name + "' must be a string");
        }
        return value.textValue();
    }

    /** Returns the strings of an array; none if the member is missing. */
    static Set<String> texts(JsonNode document, String name) throws InvalidJsonException {
        JsonNode array = document.path(name);
        if (!array.isMissingNode() && !array.isArray()) {
            throw new InvalidJsonException("member '" + name + "' must be an array of strings");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode item : array) {
            if (!item.isTextual()) {
                throw new InvalidJsonException("member '" + name + "' must be an array of strings");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /** Returns a boolean; {@code false} if the member is missing. */
    static boolean flag(JsonNode document, String name) throws InvalidJsonException {
        JsonNode value = document.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new InvalidJsonException("member '" + name + "' must be true or false");
        }
        return JsonValues.isTrue(value);
    }
}
