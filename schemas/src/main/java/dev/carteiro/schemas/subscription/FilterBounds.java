package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps content filters small. A filter's {@code $or}s multiply when it is compiled: eight of ten alternatives each,
 * 700 bytes of JSON, become a hundred million rules, which no heap holds. Stateless.
 */
final class FilterBounds {
    /** Rules that the filter becomes. */
    static final long MOST_COMBINATIONS = 100;

    /** Values and conditions in all of it. */
    static final long MOST_CONDITIONS = 300;

    private FilterBounds() {
    }

    /** What is too large; to be asked before the filter is compiled. */
    static Optional<String> problem(JsonNode filter) {
        long combinations = combinations(filter);
        if (combinations > MOST_COMBINATIONS) {
            return Optional.of("its $or alternatives combine to more than " + MOST_COMBINATIONS
                    + " rules: write several subscriptions, or fewer alternatives");
        }
        long conditions = conditions(filter);
        return conditions > MOST_CONDITIONS
                ? Optional.of("has " + conditions + " values and conditions; at most " + MOST_CONDITIONS)
                : Optional.empty();
    }

    /** Alternatives add up, members multiply; cut off above the bound, so that nothing overflows. */
    private static long combinations(JsonNode object) {
        long product = 1;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            long factor = 1;
            if (member.getKey().equals("$or") && value.isArray()) {
                factor = 0;
                for (JsonNode alternative : value) {
                    factor += combinations(alternative);
                }
            } else if (value.isObject()) {
                factor = combinations(value);
            }
            product *= Math.clamp(factor, 1, MOST_COMBINATIONS + 1);
            product = Math.min(product, MOST_COMBINATIONS + 1);
        }
        return product;
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
}
