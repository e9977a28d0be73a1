package dev.carteiro.cli.option;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Colours for outcomes: green for success, yellow for open or suspicious states, red for failure. Immutable.
 *
 * <p>The returned text holds marks, which only {@link TerminalWriter} turns into escape sequences. Each mark holds a random key
 * of the process, so that text from outside cannot forge one.
 *
 * @param shown true to show colours; otherwise each text is returned unchanged
 */
public record Colours(boolean shown) {
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String RED = "31";
    private static final String NONE = "0";
    private static final char MARK = '\uFDD0';

    /** Generates the key when the first coloured text is created. */
    private static final class MarkKey {
        private static final String TEXT = MARK + key();
        private static final Pattern MARKS = Pattern.compile(Pattern.quote(TEXT) + "([0-9]{1,2});");

        private static String key() {
            byte[] random = new byte[8];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        }
    }

    /** Returns the text in the colour of success. */
    public String good(String text) {
        return inColour(GREEN, text);
    }

    /** Returns the text in the colour of open or suspicious states. */
    public String warning(String text) {
        return inColour(YELLOW, text);
    }

    /** Returns the text in the colour of failure. */
    public String bad(String text) {
        return inColour(RED, text);
    }

    /** Returns the text in the colour of the outcome or state that its first word names; unchanged for other words. */
    public String outcome(String text) {
        String word = text.strip().split("[ (]", 2)[0];
        if (text.contains("(disabled") || word.equals(AttemptOutcome.DEAD.code()) || word.equals("failed")
                || word.equals("rejected")) {
            return bad(text);
        }
        if (text.contains("(failing") || word.equals(AttemptOutcome.RETRY.code()) || word.equals("paused")) {
            return warning(text);
        }
        return word.equals(AttemptOutcome.DELIVERED.code()) || word.equals("active") || word.equals("verified")
                ? good(text)
                : text;
    }

    private String inColour(String colour, String text) {
        return shown && !text.isEmpty() ? MarkKey.TEXT + colour + ";" + text + MarkKey.TEXT + NONE + ";" : text;
    }

    /** Turns marks into escape sequences. */
    static String escapeSequences(String text) {
        return text.indexOf(MARK) < 0 ? text : MarkKey.MARKS.matcher(text).replaceAll("\u001b[$1m");
    }
}
