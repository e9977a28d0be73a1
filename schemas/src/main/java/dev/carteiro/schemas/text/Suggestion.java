package dev.carteiro.schemas.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that is closest to a misspelt one. Stateless. */
public final class Suggestion {
    /** Number of characters per mistake: more mistakes make it a different word. */
    private static final int CHARACTERS_PER_MISTAKE = 3;
    private static final int MAX_MISTAKES = 3;
    private static final int MIN_PREFIX_LENGTH = 3;

    private Suggestion() {
    }

    /** Returns the end of a message, {@code "; did you mean WORD?"}; empty if no word is close. */
    public static String question(String word, Collection<String> known) {
        return closest(word, known).map(meant -> "; did you mean " + meant + "?").orElse("");
    }

    /**
     * Returns the known word with the fewest differences, otherwise the only one with this prefix; empty if none is
     * close.
     */
    public static Optional<String> closest(String word, Collection<String> known) {
        String written = word.toLowerCase(Locale.ROOT);
        int max = Math.clamp(written.length() / CHARACTERS_PER_MISTAKE, 1, MAX_MISTAKES);
        Optional<String> close = known.stream().filter(one -> Math.abs(one.length() - written.length()) <= max)
                .filter(one -> differences(written, one.toLowerCase(Locale.ROOT)) <= max)
                .min(Comparator.comparingInt(one -> differences(written, one.toLowerCase(Locale.ROOT))));
        if (close.isPresent() || written.length() < MIN_PREFIX_LENGTH) {
            return close;
        }
        var withPrefix = known.stream().filter(one -> one.toLowerCase(Locale.ROOT).startsWith(written)).toList();
        return withPrefix.size() == 1 ? Optional.of(withPrefix.getFirst()) : Optional.empty();
    }

    /** Counts omitted, added and replaced characters, and swapped neighbours (Damerau-Levenshtein distance). */
    private static int differences(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int mistaken = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + mistaken);
                if (i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[right.length()];
    }
}
