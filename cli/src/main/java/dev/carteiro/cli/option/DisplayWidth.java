package dev.carteiro.cli.option;

import java.util.ArrayList;
import java.util.List;

/**
 * The width of text in terminal columns: two for East Asian characters and emoji, none for characters that combine with the one
 * before. Stateless.
 */
public final class DisplayWidth {
    private static final String ELLIPSIS = "...";

    private DisplayWidth() {
    }

    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** Shortens a text to a width, with three dots at the cut. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        return text.substring(0, endOfFitting(text, 0, width - ELLIPSIS.length())) + ELLIPSIS;
    }

    /** Wraps a text into lines of a width, between words where possible. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (of(rest) > width) {
            int end = Math.max(endOfFitting(rest, 0, width), Character.charCount(rest.codePointAt(0)));
            int space = rest.lastIndexOf(' ', end);
            int cut = space > 0 ? space : end;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** Returns the end of the part that fits. */
    private static int endOfFitting(String text, int begin, int width) {
        int taken = 0;
        int end = begin;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            taken += of(character);
            if (taken > width) {
                break;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    private static int of(int character) {
        if (character < 0x300) {
            return 1;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    /** Returns true for blocks in which (nearly) all characters are wide by Unicode's EastAsianWidth.txt. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF)
                || (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x20000 && c <= 0x3FFFD) || Character.isEmojiPresentation(c);
    }
}
