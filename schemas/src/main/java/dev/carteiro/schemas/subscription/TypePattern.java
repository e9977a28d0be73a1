package dev.carteiro.schemas.subscription;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An event type or a pattern of types, in which {@code *} stands for one or more characters: {@code person.*},
 * {@code *.created}, {@code *}. Immutable.
 *
 * @param text as its owner wrote it
 */
public record TypePattern(String text) {
    private static final Pattern LEGAL = Pattern.compile("[!#-&(-\\[\\]-~]{1,256}");

    /** What an event type or a pattern of types is. */
    static final String ACCEPTED = "1 to 256 printable ASCII characters, without space, \" ' and \\;"
            + " * stands for one or more of any";

    public TypePattern {
        if (!LEGAL.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no event type: write " + ACCEPTED);
        }
        if (text.contains("**")) {
            throw new IllegalArgumentException("'" + text + "' has two * side by side: write one");
        }
    }

    /** Whether only one type matches: the text itself. */
    public boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** What lies between the stars; the first and the last may be empty. */
    public List<String> literals() {
        return List.of(text.split("\\*", -1));
    }

    public boolean matches(String type) {
        if (isExact()) {
            return text.equals(type);
        }
        List<String> literals = literals();
        String first = literals.getFirst();
        String last = literals.getLast();
        // Each star takes one character at least, so the text without its stars bounds the length.
        int stars = literals.size() - 1;
        int letters = text.length() - stars;
        if (type.length() < letters + stars || !type.startsWith(first) || !type.endsWith(last)) {
            return false;
        }
        int from = first.length() + 1;
        int end = type.length() - last.length();
        for (String middle : literals.subList(1, literals.size() - 1)) {
            int at = type.indexOf(middle, from);
            if (at < 0 || at + middle.length() >= end) {
                return false;
            }
            from = at + middle.length() + 1;
        }
        return from <= end;
    }
}
