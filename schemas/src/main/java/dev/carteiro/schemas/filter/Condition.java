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

/** A test of one scalar value of an event. Immutable. Each costs a number of steps that follows the sizes it compares. */
sealed interface Condition {
    /** Characters that are compared for one step. */
    int CHARACTERS_PER_STEP = 16;

    /** The same where each character is looked at by itself. */
    int CHARACTERS_PER_SLOW_STEP = 2;

    /** Whether the value, which is neither object nor array, passes. */
    boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException;

    /** {@code {"exists": true}}: any scalar, {@code null} included. */
    record Exists() implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1);
            return true;
        }
    }

    /** One of these strings. */
    record TextIn(Set<String> texts) implements Condition {
        public TextIn {
            // A hash table that stays quick for texts of one hash; Set.copyOf's does not.
            texts = Collections.unmodifiableSet(new HashSet<>(texts));
        }

        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            String text = text(value, budget);
            return text != null && texts.contains(text);
        }
    }

    /** {@code true}, {@code false} or {@code null}. */
    record Literal(JsonNode literal) implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            budget.spend(1);
            return literal.equals(value);
        }
    }

    /** This number, however it is written. */
    record NumberEquals(BigDecimal number) implements Condition {
        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            Integer compared = compare(value, number, budget);
            return compared != null && compared == 0;
        }
    }

    /**
     * A number within bounds, compared exactly.
     *
     * @param bottom {@code null} for none
     * @param top {@code null} for none
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
     * Ignores case as event-ruler does: each character of the pattern stands for its lower and its upper case, which may
     * differ in length.
     */
    record CaseInsensitiveText(List<String> lower, List<String> upper, boolean toStart, boolean toEnd) implements Condition {
        /**
         * @param toStart whether the value must begin where the pattern does
         * @param toEnd whether it must end where the pattern does
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
     * {@code *} stands for any number of characters.
     *
     * @param literals what lies between the stars, at least two; the first and the last may be empty
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
            // The leftmost place of each literal leaves the most room for those behind it.
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

        /** Like {@code indexOf}, whose cost is the product of both lengths at worst, with its comparisons counted. */
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

    /** A string that spells an address of the network. */
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

    /** Any scalar that none of these accepts. */
    record AnythingBut(List<Condition> refused) implements Condition {
        public AnythingBut {
            refused = List.copyOf(refused);
        }

        @Override
        public boolean accepts(JsonNode value, StepBudget budget) throws StepsExceededException {
            for (Condition condition : refused) {
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

    /** @return {@code null} for a value that is not a number */
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
