package dev.carteiro.dispatcher.render;

import java.nio.ByteBuffer;

/**
 * Takes the white space between the tokens out of JSON text and leaves every other byte as it is: strings with their
 * escapes, numbers with their digits, the order of members. Stateless.
 */
final class CompactJson {
    private CompactJson() {
    }

    /** @param json well-formed, in UTF-8; returned itself where it has no white space */
    static ByteBuffer of(ByteBuffer json) {
        byte[] in = json.array();
        int start = json.arrayOffset() + json.position();
        int end = start + json.remaining();
        int first = nextSpace(in, start, end);
        if (first == end) {
            return json;
        }
        byte[] out = new byte[end - start];
        int length = 0;
        int from = start;
        for (int space = first; space < end; space = nextSpace(in, from, end)) {
            System.arraycopy(in, from, out, length, space - from);
            length += space - from;
            from = space + 1;
        }
        System.arraycopy(in, from, out, length, end - from);
        return ByteBuffer.wrap(out, 0, length + end - from);
    }

    /** The next white space that is outside strings, {@code from} being outside; {@code end} if there is none. */
    private static int nextSpace(byte[] json, int from, int end) {
        boolean inString = false;
        for (int i = from; i < end; i++) {
            switch (json[i]) {
                case '"' -> inString = !inString;
                case '\\' -> i++; // only in strings; what follows cannot end them
                case ' ', '\t', '\n', '\r' -> {
                    if (!inString) {
                        return i;
                    }
                }
                default -> {
                    // any other byte stays
                }
            }
        }
        return end;
    }
}
