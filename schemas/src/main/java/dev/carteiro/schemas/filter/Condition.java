package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.targeturl.Cidr;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test of one scalar value of an event. Immutable. The number of steps depends on the sizes of the compared values.
 */
sealed interface Condition {
    /** Number of characters that are compared per step. */
    int CHARACTERS_PER_STEP = 16;

    /** Number of characters that are compared per step if they are compared one by one. */
    int CHARACTERS_PER_SLOW_STEP = 2;

    /** Returns whether the value, which is neither an object nor an array, satisfies this condition. */
    boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException;

    /** Accepts any scalar, including {@code null}: {@code {"exists": true}}. */
    record Exists() implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1);
            return true;
        }
    }

    /** Accepts one of these strings. */
    record TextIn(Set<String> texts) implements Condition {
        public TextIn {
            // HashSet stays fast if many texts have the same hash; the set of Set.copyOf does not.
            texts = Collections.unmodifiableSet(new HashSet<>(texts));
        }

        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            String text = text(value, budget);
            return text != null && texts.contains(text);
        }
    }

    /** Accepts {@code true}, {@code false} or {@code null}. */
    record Literal(JsonNode literal) implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1);
            return literal.equals(value);
        }
    }

    /** Accepts this number in any notation. */
    record NumberEquals(BigDecimal number) implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            Integer compared = compare(value, number, budget);
            return compared != null && compared == 0;
        }
    }

    /**
     * Accepts numbers within bounds, compared exactly.
     *
     * @param bottom lower bound; {@code null} for none
     * @param top upper bound; {@code null} for none
     */
    record NumberRange(@Nullable BigDecimal bottom, boolean bottomIncluded, @Nullable BigDecimal top,
            boolean topIncluded) implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            if (bottom != null) {
                Integer compared = compare(value, bottom, budget);
                if (compared == null || compared < 0 || (compared == 0 && !bottomIncluded)) {
                    return false;
                }
            }
            if (top == null) {
                return true;
            }
            Integer compared = compare(value, top, budget);
            return compared != null && (compared < 0 || (compared == 0 && topIncluded));
        }
    }

    record Prefix(String prefix) implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1 + prefix.length() / CHARACTERS_PER_STEP);
            return value.isTextual() && value.textValue().startsWith(prefix);
        }
    }

    record Suffix(String suffix) implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1 + suffix.length() / CHARACTERS_PER_STEP);
            return value.isTextual() && value.textValue().endsWith(suffix);
        }
    }

    /**
     * Accepts strings regardless of case. As in event-ruler, each character of the pattern stands for its lower and its
     * upper case, which may differ in length.
     */
    record CaseInsensitiveText(List<String> lower, List<String> upper, boolean toStart,
            boolean toEnd) implements Condition {
        /**
         * @param toStart whether the pattern must match at the start of the value
         * @param toEnd whether the pattern must match at the end of the value
         */
        static CaseInsensitiveText of(String pattern, boolean toStart, boolean toEnd) {
            List<String> characters = pattern.codePoints().mapToObj(Character::toString).toList();
            return new CaseInsensitiveText(characters.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList(),
                    characters.stream().map(one -> one.toUpperCase(Locale.ROOT)).toList(), toStart, toEnd);
        }

        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1);
            if (!value.isTextual()) {
                return false;
            }
            String text = value.textValue();
            return toStart ? fromStart(text, budget) : fromEnd(text, budget);
        }

        private boolean fromStart(String text, StepBudget budget) throws StepsExceededException {
            int at = 0;
            for (int i = 0; i < lower.size(); i++) {
                if (i % CHARACTERS_PER_SLOW_STEP == 0) {
                    budget.spend(1);
                }
                if (text.startsWith(lower.get(i), at)) {
                    at += lower.get(i).length();
                } else if (text.startsWith(upper.get(i), at)) {
                    at += upper.get(i).length();
                } else {
                    return false;
                }
            }
            return !toEnd || at == text.length();
        }

        private boolean fromEnd(String text, StepBudget budget) throws StepsExceededException {
            int at = text.length();
            for (int i = lower.size() - 1; i >= 0; i--) {
                if (i % CHARACTERS_PER_SLOW_STEP == 0) {
                    budget.spend(1);
                }
                if (endsWith(text, lower.get(i), at)) {
                    at -= lower.get(i).length();
                } else if (endsWith(text, upper.get(i), at)) {
                    at -= upper.get(i).length();
                } else {
                    return false;
                }
            }
            return true;
        }

        private static boolean endsWith(String text, String part, int end) {
            return text.startsWith(part, end - part.length());
        }
    }

    /**
     * Accepts strings that match a pattern in which {@code *} stands for any number of characters.
     *
     * @param literals texts between the asterisks, at least two; the first and the last may be empty
     */
    record Wildcard(List<String> literals) implements Condition {
        public Wildcard {
            literals = List.copyOf(literals);
        }

        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1);
            if (!value.isTextual()) {
                return false;
            }
            String text = value.textValue();
            String first = literals.getFirst();
            String last = literals.getLast();
            int end = text.length() - last.length();
            if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
                return false;
            }
            // The leftmost match of each literal leaves the most room for the literals after it.
            int from = first.length();
            for (String literal : literals.subList(1, literals.size() - 1)) {
                int at = find(literal, text, from, end, budget);
                if (at < 0) {
                    return false;
                }
                from = at + literal.length();
            }
            return true;
        }

        /**
         * Works like {@code indexOf} and counts the comparisons, because the worst case costs the product of both
         * lengths.
         */
        private static int find(String literal, String text, int from, int end, StepBudget budget)
                throws StepsExceededException {
            int compared = 0;
            for (int at = from; at + literal.length() <= end; at++) {
                int same = 0;
                while (same < literal.length() && text.charAt(at + same) == literal.charAt(same)) {
                    same++;
                }
                if (same == literal.length()) {
                    return at;
                }
                compared += same + 1;
                if (compared >= CHARACTERS_PER_SLOW_STEP) {
                    budget.spend(compared / CHARACTERS_PER_SLOW_STEP);
                    compared = 0;
                }
            }
            return -1;
        }
    }

    /** Accepts strings that are addresses in the network. */
    record InNetwork(Cidr network) implements Condition {
        private static final int PARSE_STEPS = 100;

        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1);
            String text = value.textValue();
            if (text == null || !Cidr.mayBeAddress(text)) {
                return false;
            }
            budget.spend(PARSE_STEPS);
            return network.containsAddress(text);
        }
    }

    /** Accepts any scalar that none of these conditions accepts. */
    record AnythingBut(List<Condition> excluded) implements Condition {
        public AnythingBut {
            excluded = List.copyOf(excluded);
        }

        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            for (Condition condition : excluded) {
                if (condition.accepts(value, budget)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static @Nullable String text(JsonNode value, StepBudget budget) throws StepsExceededException {
        String text = value.textValue();
        budget.spend(text == null ? 1 : 1 + text.length() / CHARACTERS_PER_STEP);
        return text;
    }

    /** Returns {@code null} for a value that is not a number. */
    private static @Nullable Integer compare(JsonNode value, BigDecimal with, StepBudget budget)
            throws StepsExceededException {
        if (value.isInt() || value.isLong()) {
            budget.spend(1);
            return BigDecimal.valueOf(value.longValue()).compareTo(with);
        }
        String number = JsonValues.numberLiteral(value);
        if (number == null) {
            budget.spend(1);
            return null;
        }
        budget.spend(1 + (number.length() + with.precision()) / CHARACTERS_PER_STEP);
        return NumberComparator.compare(number, with);
    }
}
