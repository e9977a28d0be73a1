package dev.carteiro.cli.document;

import dev.carteiro.cli.option.DisplayWidth;
import dev.carteiro.cli.option.TerminalText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the line of a text that has a fault, and a caret below the position. A long line is cut around it. Stateless.
 *
 * <p>Values of members that hold credentials are masked, because the output of a command can end up in build logs.
 */
public final class JsonExcerpt {
    private static final int CHARACTERS_BEFORE = 40;
    private static final int CHARACTERS_AFTER = 32;
    private static final String INDENT = "  ";
    private static final String ELLIPSIS = "...";
    private static final Pattern CONFIDENTIAL_MEMBER = Pattern.compile("\"(?:secrets?|retiringSecrets|headers)\"");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"?+(\\s*:)?");

    private JsonExcerpt() {
    }

    /**
     * Returns the line, and a second line with the caret.
     *
     * @param text in UTF-8; invalid bytes are replaced
     * @param offset the position of the fault in bytes, at most the length of the text
     */
    public static List<String> of(byte[] text, int offset) {
        int position = Math.min(offset, text.length);
        String before = new String(text, 0, position, StandardCharsets.UTF_8);
        String after = new String(text, position, text.length - position, StandardCharsets.UTF_8);
        int lineStart = before.lastIndexOf('\n') + 1;
        String left = before.substring(lineStart);
        int lineEnd = after.indexOf('\n');
        String right = (lineEnd < 0 ? after : after.substring(0, lineEnd)).stripTrailing();
        if (isConfidential(before, lineStart) || CONFIDENTIAL_MEMBER.matcher(left + right).find()) {
            left = STRING.matcher(left).replaceAll(
                    found -> Matcher.quoteReplacement(found.group(1) == null ? masked(found.group()) : found.group()));
            right = masked(right);
        }
        int[] shownLeft = left.codePoints().skip(Math.max(0, left.codePoints().count() - CHARACTERS_BEFORE)).toArray();
        int[] shownRight = right.codePoints().limit(CHARACTERS_AFTER).toArray();
        boolean cutLeft = left.codePointCount(0, left.length()) > CHARACTERS_BEFORE;
        boolean cutRight = right.codePointCount(0, right.length()) > CHARACTERS_AFTER;
        StringBuilder line = new StringBuilder(INDENT);
        StringBuilder caret = new StringBuilder(INDENT);
        if (cutLeft) {
            line.append(ELLIPSIS);
            caret.append("   ");
        }
        for (int point : shownLeft) {
            line.append(shown(point));
            caret.append(point == '\t' ? "\t" : " ".repeat(DisplayWidth.of(shown(point))));
        }
        for (int point : shownRight) {
            line.append(shown(point));
        }
        return List.of(line.append(cutRight ? ELLIPSIS : "").toString(), caret.append('^').toString());
    }

    /** Returns true if the line begins inside the value of a member that holds credentials. */
    private static boolean isConfidential(String before, int lineStart) {
        Matcher names = CONFIDENTIAL_MEMBER.matcher(before.substring(0, lineStart));
        int end = -1;
        while (names.find()) {
            end = names.end();
        }
        if (end < 0) {
            return false;
        }
        String since = STRING.matcher(before.substring(end, lineStart)).replaceAll("");
        return since.indexOf(']') < 0 && since.indexOf('}') < 0;
    }

    private static String masked(String text) {
        return text.replaceAll("[\\p{L}\\p{N}\\p{S}_%+/=.-]", "*");
    }

    private static String shown(int point) {
        return point == '\t' ? "\t" : TerminalText.of(Character.toString(point));
    }
}
