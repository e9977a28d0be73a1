package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Limits the cost of compiling and evaluating a filter. The checks precede the compilation. Stateless.
 *
 * <p>The limits apply to newly written filters. A filter that was applied earlier stays in force within {@link
 * #MAX_APPLIED_ALTERNATIVES}; the step budget of an event limits the cost of its evaluation.
 */
final class FilterLimits {
    static final long MAX_ALTERNATIVES = 100;
    static final long MAX_APPLIED_ALTERNATIVES = 1_000;

    /** Maximum number of conditions in the filter as written. */
    static final long MAX_CONDITIONS = 300;

    /** Maximum number of conditions in all alternatives together: a condition next to an {@code $or} counts in each. */
    static final long MAX_EXPANDED_CONDITIONS = 3_000;

    static final int MAX_ASTERISKS = 20;
    static final long MAX_TEXT_LENGTH = 16 * 1024;

    private FilterLimits() {
    }

    static void checkWritten(JsonNode filter) throws InvalidFilterException {
        checkAlternatives(filter, MAX_ALTERNATIVES);
        long conditions = conditions(filter);
        if (conditions > MAX_CONDITIONS) {
            throw tooCostly("has " + conditions + " values and conditions; at most " + MAX_CONDITIONS + " are allowed");
        }
        long expanded = conditions * alternatives(filter, MAX_ALTERNATIVES);
        if (expanded > MAX_EXPANDED_CONDITIONS) {
            throw tooCostly("has " + expanded + " values and conditions with all alternatives expanded; at most "
                    + MAX_EXPANDED_CONDITIONS + " are allowed");
        }
        long asterisks = asterisks(filter);
        if (asterisks > MAX_ASTERISKS) {
            throw tooCostly(
                    "has a wildcard with " + asterisks + " asterisks; at most " + MAX_ASTERISKS + " are allowed");
        }
        long text = text(filter);
        if (text > MAX_TEXT_LENGTH) {
            throw tooCostly("has " + text + " characters of text; at most " + MAX_TEXT_LENGTH + " are allowed");
        }
    }

    static void checkAlternatives(JsonNode filter, long max) throws InvalidFilterException {
        if (alternatives(filter, max) > max) {
            throw tooCostly(
                    "combines its $or alternatives, and fields that may be absent or have a value, to more than "
                            + max + " rules: use fewer alternatives, or several subscriptions");
        }
    }

    private static InvalidFilterException tooCostly(String message) {
        return new InvalidFilterException("", message);
    }

    /**
     * Counts alternatives: entries of {@code $or} add up, members multiply. The result is capped above the limit to
     * avoid an overflow.
     */
    private static long alternatives(JsonNode object, long max) {
        long product = 1;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            long factor = 1;
            if (member.getKey().equals("$or") && value.isArray()) {
                factor = 0;
                for (JsonNode alternative : value) {
                    factor += alternatives(alternative, max);
                }
            } else if (value.isObject()) {
                factor = alternatives(value, max);
            } else if (value.isArray() && mayBeAbsentOrNot(value)) {
                factor = 2;
            }
            product *= Math.clamp(factor, 1, max + 1);
            product = Math.min(product, max + 1);
        }
        return product;
    }

    private static boolean mayBeAbsentOrNot(JsonNode conditions) {
        boolean orAbsent = false;
        boolean orPresent = false;
        for (JsonNode condition : conditions) {
            JsonNode exists = condition.path("exists");
            boolean isAbsence = exists.isBoolean() && !exists.booleanValue();
            orAbsent |= isAbsence;
            orPresent |= !isAbsence;
        }
        return orAbsent && orPresent;
    }

    private static long conditions(JsonNode node) {
        if (!node.isContainerNode()) {
            return 1;
        }
        long sum = 0;
        for (JsonNode child : node) {
            sum += conditions(child);
        }
        return sum;
    }

    /** Returns the highest number of asterisks in one wildcard. */
    private static long asterisks(JsonNode node) {
        long max = 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            for (JsonNode pattern : member.getKey().equals("wildcard") ? texts(value) : List.<JsonNode>of()) {
                max = Math.max(max, pattern.textValue().chars().filter(c -> c == '*').count());
            }
        }
        for (JsonNode child : node) {
            max = Math.max(max, asterisks(child));
        }
        return max;
    }

    private static List<JsonNode> texts(JsonNode textOrList) {
        List<JsonNode> texts = new ArrayList<>();
        (textOrList.isArray() ? textOrList : List.of(textOrList)).forEach(texts::add);
        return texts.stream().filter(JsonNode::isTextual).toList();
    }

    /** Returns the number of characters in all strings and names. */
    private static long text(JsonNode node) {
        long sum = node.isTextual() ? node.textValue().length() : 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            sum += member.getKey().length();
        }
        for (JsonNode child : node) {
            sum += text(child);
        }
        return sum;
    }
}
