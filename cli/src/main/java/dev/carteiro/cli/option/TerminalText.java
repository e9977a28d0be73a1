package dev.carteiro.cli.option;

import java.util.regex.Pattern;

/** Makes text from outside safe for a terminal, which it could otherwise control or reorder. Stateless. */
public final class TerminalText {
    /** Control characters of ASCII and Latin 1, and invisible characters that change the direction. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    /** The same without line ends and tabs, which the program itself writes. */
    private static final Pattern CONTROL_IN_LINES = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]");
    private static final int MIN_CHARACTERS = 4;

    private TerminalText() {
    }

    /** Replaces each control character by a question mark. */
    public static String of(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /**
     * Replaces control characters by their JSON escapes, so that JSON keeps its meaning. Line ends and tabs stay.
     */
    public static String escaped(String text) {
        return CONTROL_IN_LINES.matcher(text).replaceAll(found -> {
            StringBuilder escapes = new StringBuilder();
            found.group().chars().forEach(c -> escapes.append("\\\\u%04x".formatted(c)));
            return escapes.toString();
        });
    }

    /**
     * Replaces control characters and shortens the text.
     *
     * @param maxCharacters at least 4; the end of a longer text is replaced by three dots
     */
    public static String of(String text, int maxCharacters) {
        String printable = of(text);
        return printable.length() > maxCharacters
                ? printable.substring(0, Math.max(maxCharacters, MIN_CHARACTERS) - 3) + "..."
                : printable;
    }
}
