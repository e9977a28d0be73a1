package dev.carteiro.schemas.subscription;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An event type or a pattern of types, in which {@code *} stands for one or more characters: {@code person.*}, {@code
 * *.created}, {@code *}. Immutable.
 *
 * @param text pattern as its owner wrote it
 */
public record TypePattern(String text) {
    private static final Pattern VALID_SYNTAX = Pattern.compile("[!#-&(-\\[\\]-~]{1,256}");

    /** Description of an event type or a pattern, for messages. */
    static final String ACCEPTED = "1 to 256 printable ASCII characters except space, \" ' and \\;"
            + " * stands for one or more characters";

    public TypePattern {
        if (!VALID_SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an event type: use " + ACCEPTED);
        }
        if (text.contains("**")) {
            throw new IllegalArgumentException("'" + text + "' has two consecutive *: use one");
        }
    }

    /** Returns whether only one type matches, the text itself. */
    public boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** Returns the texts between the asterisks; the first and the last may be empty. */
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
        // Each asterisk stands for at least one character, so the type is at least as long as the pattern.
        if (type.length() < text.length() || !type.startsWith(first) || !type.endsWith(last)) {
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
