package dev.carteiro.cli.document;

import dev.carteiro.cli.option.DisplayWidth;
import dev.carteiro.cli.option.TerminalText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the line of a text in which something is wrong, and a caret below the spot. A long line is cut around it. Stateless.
 *
 * <p>Values of members that hold credentials are blotted out: what a command says ends up in logs of builds.
 */
public final class JsonExcerpt {
    private static final int BEFORE = 40;
    private static final int BEHIND = 32;
    private static final String INDENT = "  ";
    private static final String CUT = "...";
    private static final Pattern CONFIDENTIAL = Pattern.compile("\"(?:secrets?|retiringSecrets|headers)\"");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"?+(\\s*:)?");

    private JsonExcerpt() {
    }

    /**
     * @param text in UTF-8, or nearly
     * @param offset of the spot, in bytes; may be the text's end
     * @return two lines
     */
    public static List<String> of(byte[] text, int offset) {
        int spot = Math.min(offset, text.length);
        String before = new String(text, 0, spot, StandardCharsets.UTF_8);
        String behind = new String(text, spot, text.length - spot, StandardCharsets.UTF_8);
        int lineStart = before.lastIndexOf('\n') + 1;
        String left = before.substring(lineStart);
        int lineEnd = behind.indexOf('\n');
        String right = (lineEnd < 0 ? behind : behind.substring(0, lineEnd)).stripTrailing();
        if (isConfidential(before, lineStart) || CONFIDENTIAL.matcher(left + right).find()) {
            left = STRING.matcher(left).replaceAll(
                    found -> Matcher.quoteReplacement(found.group(1) == null ? blotted(found.group()) : found.group()));
            right = blotted(right);
        }
        int[] shownLeft = left.codePoints().skip(Math.max(0, left.codePoints().count() - BEFORE)).toArray();
        int[] shownRight = right.codePoints().limit(BEHIND).toArray();
        boolean cutLeft = left.codePointCount(0, left.length()) > BEFORE;
        boolean cutRight = right.codePointCount(0, right.length()) > BEHIND;
        StringBuilder line = new StringBuilder(INDENT);
        StringBuilder caret = new StringBuilder(INDENT);
        if (cutLeft) {
            line.append(CUT);
            caret.append("   ");
        }
        for (int point : shownLeft) {
            line.append(shown(point));
            caret.append(point == '\t' ? "\t" : " ".repeat(DisplayWidth.of(shown(point))));
        }
        for (int point : shownRight) {
            line.append(shown(point));
        }
        return List.of(line.append(cutRight ? CUT : "").toString(), caret.append('^').toString());
    }

    /** Whether the line begins inside the value of a member that holds credentials. */
    private static boolean isConfidential(String before, int lineStart) {
        Matcher names = CONFIDENTIAL.matcher(before.substring(0, lineStart));
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

    private static String blotted(String text) {
        return text.replaceAll("[\\p{L}\\p{N}\\p{S}_%+/=.-]", "*");
    }

    private static String shown(int point) {
        return point == '\t' ? "\t" : TerminalText.of(Character.toString(point));
    }
}
