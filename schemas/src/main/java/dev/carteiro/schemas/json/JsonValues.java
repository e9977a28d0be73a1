package dev.carteiro.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values without type conversion. Stateless.
 *
 * <p>Jackson's {@code asText}, {@code asInt} and similar methods read {@code null} as the string "null" and a string as
 * zero, so that two different documents look the same. These methods treat a value of another type as missing. {@link
 * JsonNode#textValue} also reads strings without conversion, and returns {@code null} for everything else. If a wrong
 * type is an error, the caller must check the type first.
 */
public final class JsonValues {
    private JsonValues() {
    }

    /** Returns the string, or {@code otherwise} for a value of any other type. */
    public static String text(JsonNode node, String otherwise) {
        String text = node.textValue();
        return text == null ? otherwise : text;
    }

    /** Returns the strings of an array, without items of other types; none if the value is not an array. */
    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array.isArray()) {
            array.forEach(item -> {
                if (item.isTextual()) {
                    texts.add(item.textValue());
                }
            });
        }
        return texts;
    }

    /**
     * Returns a string, or the JSON text of a number or boolean; {@code null} for other values, including JSON's {@code
     * null}.
     */
    public static @Nullable String literal(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.isBoolean() ? node.toString() : numberLiteral(node);
    }

    /**
     * Returns the JSON text of a number, including numbers that {@link EventTree} keeps as text; {@code null} for other
     * values.
     */
    public static @Nullable String numberLiteral(JsonNode node) {
        if (node.isNumber()) {
            return node.toString();
        }
        return node.isPojo() && ((POJONode) node).getPojo() instanceof RawValue number
                ? (String) number.rawValue()
                : null;
    }

    /**
     * Returns the whole number, or {@code otherwise} for any other value and for a number that does not fit into an
     * {@code int}.
     */
    public static int integer(JsonNode node, int otherwise) {
        return node.canConvertToExactIntegral() && node.canConvertToInt() ? node.intValue() : otherwise;
    }

    /**
     * Returns the whole number, or {@code otherwise} for any other value and for a number that does not fit into a
     * {@code long}.
     */
    public static long number(JsonNode node, long otherwise) {
        return node.canConvertToExactIntegral() && node.canConvertToLong() ? node.longValue() : otherwise;
    }

    /** Returns the number exactly, however large; {@code null} for any other value. */
    public static @Nullable BigDecimal decimal(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }

    /** Returns whether the value is exactly {@code true}. */
    public static boolean isTrue(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }
}
