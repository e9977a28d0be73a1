package dev.carteiro.cli.option;

import java.util.regex.Pattern;

/** Text from outside as it may stand on a terminal, which it must neither steer nor turn around. Stateless. */
public final class TerminalText {
    /** Control characters of ASCII and Latin 1, and invisible ones that change direction. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    /** The same but for line ends and tabs, which the program itself writes. */
    private static final Pattern STEERING_IN_LINES = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]");
    private static final int SHORTEST = 4;

    private TerminalText() {
    }

    public static String of(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }

    /**
     * Spells characters that steer a terminal as the escapes of JSON, which they stay a part of. Line ends and tabs are left.
     */
    public static String escaped(String text) {
        return STEERING_IN_LINES.matcher(text).replaceAll(found -> {
            StringBuilder escapes = new StringBuilder();
            found.group().chars().forEach(c -> escapes.append("\\\\u%04x".formatted(c)));
            return escapes.toString();
        });
    }

    /** @param widest in characters, at least 4; the end of a longer text is left out */
    public static String of(String text, int widest) {
        String printable = of(text);
        return printable.length() > widest
                ? printable.substring(0, Math.max(widest, SHORTEST) - 3) + "..."
                : printable;
    }
}
