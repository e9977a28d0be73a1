package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bounds what a filter costs to compile and to evaluate, judged before it is compiled. Stateless.
 *
 * <p>The bounds hold for what is written from now on. A filter that was applied before stays in force within
 * {@link #MAX_APPLIED_ALTERNATIVES}; what it costs at an event is bounded by the event's step budget.
 */
final class FilterLimits {
    static final long MAX_ALTERNATIVES = 100;
    static final long MAX_APPLIED_ALTERNATIVES = 1_000;

    /** In the filter as it is written. */
    static final long MAX_CONDITIONS = 300;

    /** In all alternatives together: a condition beside an {@code $or} is in each. */
    static final long MAX_EXPANDED_CONDITIONS = 3_000;

    static final int MAX_STARS = 20;
    static final long MAX_TEXT = 16 * 1024;

    private FilterLimits() {
    }

    static void checkWritten(JsonNode filter) throws InvalidFilterException {
        checkAlternatives(filter, MAX_ALTERNATIVES);
        long conditions = conditions(filter);
        if (conditions > MAX_CONDITIONS) {
            throw tooMuch("has " + conditions + " values and conditions; at most " + MAX_CONDITIONS);
        }
        long expanded = conditions * alternatives(filter, MAX_ALTERNATIVES);
        if (expanded > MAX_EXPANDED_CONDITIONS) {
            throw tooMuch("has " + expanded + " values and conditions once its alternatives are written out; at most "
                    + MAX_EXPANDED_CONDITIONS);
        }
        long stars = stars(filter);
        if (stars > MAX_STARS) {
            throw tooMuch("has a wildcard with " + stars + " stars; at most " + MAX_STARS);
        }
        long text = text(filter);
        if (text > MAX_TEXT) {
            throw tooMuch("has " + text + " characters of text; at most " + MAX_TEXT);
        }
    }

    static void checkAlternatives(JsonNode filter, long most) throws InvalidFilterException {
        if (alternatives(filter, most) > most) {
            throw tooMuch("its $or alternatives, and fields that may be absent or have a value, combine to more than "
                    + most + " rules: write several subscriptions, or fewer alternatives");
        }
    }

    private static InvalidFilterException tooMuch(String message) {
        return new InvalidFilterException("", message);
    }

    /** Alternatives add up, members multiply; cut off above the bound, so that nothing overflows. */
    private static long alternatives(JsonNode object, long most) {
        long product = 1;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            long factor = 1;
            if (member.getKey().equals("$or") && value.isArray()) {
                factor = 0;
                for (JsonNode alternative : value) {
                    factor += alternatives(alternative, most);
                }
            } else if (value.isObject()) {
                factor = alternatives(value, most);
            } else if (value.isArray() && mayBeAbsentOrNot(value)) {
                factor = 2;
            }
            product *= Math.clamp(factor, 1, most + 1);
            product = Math.min(product, most + 1);
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

    /** The most stars that one wildcard has. */
    private static long stars(JsonNode node) {
        long most = 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            for (JsonNode pattern : member.getKey().equals("wildcard") ? texts(value) : List.<JsonNode>of()) {
                most = Math.max(most, pattern.textValue().chars().filter(c -> c == '*').count());
            }
        }
        for (JsonNode child : node) {
            most = Math.max(most, stars(child));
        }
        return most;
    }

    private static List<JsonNode> texts(JsonNode textOrList) {
        List<JsonNode> texts = new ArrayList<>();
        (textOrList.isArray() ? textOrList : List.of(textOrList)).forEach(texts::add);
        return texts.stream().filter(JsonNode::isTextual).toList();
    }

    /** Characters of all strings and names. */
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
