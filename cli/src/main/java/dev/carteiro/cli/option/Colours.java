package dev.carteiro.cli.option;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Colours for outcomes: green for what went well, yellow for what is not over, red for what failed. Immutable.
 *
 * <p>What it returns holds marks, which {@link TerminalWriter} alone turns into escape sequences. A mark has a key that is
 * drawn at random in each process, so that text from outside cannot hold one.
 *
 * @param shown whether there are any; without them, each text is returned as it is
 */
public record Colours(boolean shown) {
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String RED = "31";
    private static final String NONE = "0";
    private static final char MARK = '\uFDD0';

    /** Draws the key when the first coloured text is made. */
    private static final class MarkKey {
        private static final String TEXT = MARK + key();
        private static final Pattern MARKS = Pattern.compile(Pattern.quote(TEXT) + "([0-9]{1,2});");

        private static String key() {
            byte[] random = new byte[8];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        }
    }

    /** Returns a text for what went well. */
    public String good(String text) {
        return in(GREEN, text);
    }

    /** Returns a text for what is not over, or deserves a look. */
    public String warning(String text) {
        return in(YELLOW, text);
    }

    /** Returns a text for what failed. */
    public String bad(String text) {
        return in(RED, text);
    }

    /** Returns a text in the colour of the outcome or the state that its first word names; as it is for any other word. */
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

    private String in(String colour, String text) {
        return shown && !text.isEmpty() ? MarkKey.TEXT + colour + ";" + text + MarkKey.TEXT + NONE + ";" : text;
    }

    /** Turns marks into escape sequences. */
    static String escapeSequences(String text) {
        return text.indexOf(MARK) < 0 ? text : MarkKey.MARKS.matcher(text).replaceAll("\u001b[$1m");
    }
}
