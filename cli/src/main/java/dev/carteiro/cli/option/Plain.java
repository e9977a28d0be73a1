package dev.carteiro.cli.option;

import java.util.regex.Pattern;

/** Text from outside as it may stand on a terminal, which it must neither steer nor turn around. Stateless. */
public final class Plain {
    /** Control characters of ASCII and Latin 1, and invisible ones that change direction. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    private static final int SHORTEST = 4;

    private Plain() {
    }

    public static String of(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }

    /** @param widest in characters, at least 4; the end of a longer text is left out */
    public static String of(String text, int widest) {
        String printable = of(text);
        return printable.length() > widest
                ? printable.substring(0, Math.max(widest, SHORTEST) - 3) + "..."
                : printable;
    }
}
