package dev.carteiro.dispatcher.send;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text in a normal form for comparison, with the position of each character in the original text. Immutable.
 *
 * <p>The normal form removes the differences between the encodings of the same text:
 *
 * <ul>
 *   <li>Escapes of JSON, URLs and HTML become the characters that they stand for, for up to {@link #MAX_LAYERS} layers.
 *   <li>White space, control characters and backslashes are omitted.
 *   <li>Plus and minus signs are omitted, because plus is a space in forms and both stand for the same base64 digit.
 *   <li>An underscore becomes a slash, which is the same base64 digit.
 *   <li>Letters become lower case.
 * </ul>
 */
final class FoldedText {
    private static final int MAX_LAYERS = 4;
    private static final int MAX_ENTITY_LENGTH = 8;
    private static final Map<String, Character> ENTITIES = Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos",
            '\'', "nbsp", ' ', "sol", '/', "plus", '+', "equals", '=', "colon", ':');

    private final char[] chars;

    /** The start and the end of each character in the text, which differ by more than one for an escape. */
    private final int[] starts;
    private final int[] ends;
    private final int length;

    private FoldedText(char[] chars, int[] starts, int[] ends, int length) {
        this.chars = chars;
        this.starts = starts;
        this.ends = ends;
        this.length = length;
    }

    static FoldedText of(String text) {
        int[] starts = new int[text.length()];
        int[] ends = new int[text.length()];
        Arrays.setAll(starts, i -> i);
        Arrays.setAll(ends, i -> i + 1);
        FoldedText folded = new FoldedText(text.toCharArray(), starts, ends, text.length());
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            FoldedText inner = folded.unescaped();
            if (inner.length == folded.length) {
                break;
            }
            folded = inner;
        }
        return folded.plain();
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return chars[index];
    }

    /** Returns true if {@code count} characters from an index are equal to the first ones of the other text. */
    boolean matches(int from, FoldedText other, int count) {
        return Arrays.equals(chars, from, from + count, other.chars, 0, count);
    }

    /**
     * Replaces each run of blanked characters in the original text.
     *
     * @param text the original text
     * @param blanked the characters of the normal form to replace
     */
    String blanked(String text, boolean[] blanked, String instead) {
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (blanked[i]) {
                result.append(text, from, starts[i]).append(instead);
                while (i + 1 < length && blanked[i + 1]) {
                    i++;
                }
                from = ends[i];
            }
        }
        return from == 0 ? text : result.append(text, from, text.length()).toString();
    }

    /** Decodes one layer of escapes. */
    private FoldedText unescaped() {
        char[] plain = new char[length];
        int[] plainStarts = new int[length];
        int[] plainEnds = new int[length];
        int count = 0;
        for (int i = 0; i < length; count++) {
            int escape = escapeLength(i);
            plain[count] = escape == 1 ? chars[i] : meaning(i, escape);
            plainStarts[count] = starts[i];
            plainEnds[count] = ends[i + escape - 1];
            i += escape;
        }
        return new FoldedText(plain, plainStarts, plainEnds, count);
    }

    /** Returns the length of the escape at an index; 1 if there is none. */
    private int escapeLength(int at) {
        return switch (chars[at]) {
            case '\\' -> backslashLength(at);
            case '%' -> hex(at + 1, 2) >= 0 ? 3 : 1;
            case '&' -> entityLength(at);
            default -> 1;
        };
    }

    private int backslashLength(int at) {
        char next = at + 1 < length ? chars[at + 1] : ' ';
        return switch (next) {
            case 'u' -> hex(at + 2, 4) >= 0 ? 6 : 1;
            case 'x' -> hex(at + 2, 2) >= 0 ? 4 : 1;
            case '\\', 'n', 'r', 't', 'b', 'f' -> 2;
            default -> 1;
        };
    }

    private int entityLength(int at) {
        int end = at + 1;
        while (end < length && end - at <= MAX_ENTITY_LENGTH && chars[end] != ';') {
            end++;
        }
        return end < length && chars[end] == ';' && entity(at, end) != null ? end + 1 - at : 1;
    }

    private char meaning(int at, int escape) {
        Character entity = chars[at] == '&' ? entity(at, at + escape - 1) : null;
        if (entity != null) {
            return entity;
        }
        if (escape == 2) {
            return chars[at + 1] == '\\' ? '\\' : ' ';
        }
        return chars[at] == '%' ? (char) hex(at + 1, 2) : (char) hex(at + 2, escape - 2);
    }

    /** @return -1 if there are fewer hexadecimal digits */
    private int hex(int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = i < length ? Character.digit(chars[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private @Nullable Character entity(int at, int end) {
        String name = new String(chars, at + 1, end - at - 1).toLowerCase(Locale.ROOT);
        if (!name.startsWith("#")) {
            return ENTITIES.get(name);
        }
        try {
            int code = name.startsWith("#x")
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1));
            return code >= 0 && code <= Character.MAX_VALUE ? (char) code : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private FoldedText plain() {
        char[] plain = new char[length];
        int[] plainStarts = new int[length];
        int[] plainEnds = new int[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c != '\\' && c != '+' && c != '-' && !Character.isWhitespace(c) && !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT) {
                plain[count] = c == '_' ? '/' : Character.toLowerCase(c);
                plainStarts[count] = starts[i];
                plainEnds[count] = ends[i];
                count++;
            }
        }
        return new FoldedText(plain, plainStarts, plainEnds, count);
    }
}
