package dev.carteiro.schemas.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that somebody meant who wrote another one. Stateless. */
public final class Suggestion {
    /** One mistake in so many characters is a slip; more make it another word. */
    private static final int CHARACTERS_A_MISTAKE = 3;
    private static final int MOST_MISTAKES = 3;
    private static final int SHORTEST_BEGINNING = 3;

    private Suggestion() {
    }

    /** Returns the end of a sentence, {@code "; did you mean WORD?"}, empty where nothing is close. */
    public static String question(String word, Collection<String> known) {
        return closest(word, known).map(meant -> "; did you mean " + meant + "?").orElse("");
    }

    /** Returns the known word with the fewest differences, or else the only one that begins so; empty if none is close. */
    public static Optional<String> closest(String word, Collection<String> known) {
        String written = word.toLowerCase(Locale.ROOT);
        int most = Math.clamp(written.length() / CHARACTERS_A_MISTAKE, 1, MOST_MISTAKES);
        Optional<String> close = known.stream().filter(one -> Math.abs(one.length() - written.length()) <= most)
                .filter(one -> differences(written, one.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.comparingInt(one -> differences(written, one.toLowerCase(Locale.ROOT))));
        if (close.isPresent() || written.length() < SHORTEST_BEGINNING) {
            return close;
        }
        var begun = known.stream().filter(one -> one.toLowerCase(Locale.ROOT).startsWith(written)).toList();
        return begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty();
    }

    /** Counts characters that were left out, added, mistaken, or swapped with the next one. */
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
