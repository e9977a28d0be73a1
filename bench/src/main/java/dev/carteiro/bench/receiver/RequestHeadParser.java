package dev.carteiro.bench.receiver;

import java.nio.charset.StandardCharsets;

/**
 * Parses only the parts of a request's head that the receiver needs, without other objects. Used by one thread, for one request
 * after the other.
 */
final class RequestHeadParser {
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] ID = ascii("webhook-id:");

    private String path = "";
    private int start;
    private int end;
    private int length;
    private long id;

    /** @return whether the head is complete; only then do the other methods return its values */
    boolean read(byte[] bytes, int from, int to) {
        int lineEnd = lineEnd(bytes, from, to);
        if (lineEnd < 0) {
            return false;
        }
        start = from;
        int pathFrom = indexOf(bytes, from, lineEnd, ' ') + 1;
        path = new String(bytes, pathFrom, indexOf(bytes, pathFrom, lineEnd, ' ') - pathFrom,
                StandardCharsets.ISO_8859_1);
        length = 0;
        id = 0;
        int at = lineEnd + 2;
        while (true) {
            lineEnd = lineEnd(bytes, at, to);
            if (lineEnd < 0) {
                return false;
            }
            if (lineEnd == at) {
                end = at + 2;
                return true;
            }
            if (startsWith(bytes, at, lineEnd, LENGTH)) {
                length = number(bytes, at + LENGTH.length, lineEnd);
            } else if (startsWith(bytes, at, lineEnd, ID)) {
                id = IdSet.hash(bytes, at + ID.length, lineEnd);
            }
            at = lineEnd + 2;
        }
    }

    String path() {
        return path;
    }

    /** Returns the position at which the request begins. */
    int start() {
        return start;
    }

    /** Returns the position at which the body begins. */
    int end() {
        return end;
    }

    /** Returns the length of the body. */
    int length() {
        return length;
    }

    /** Returns the hash of the {@code webhook-id}; 0 without one. */
    long id() {
        return id;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = indexOf(bytes, from, to - 1, '\r');
        return at >= 0 && bytes[at + 1] == '\n' ? at : -1;
    }

    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] lowerCase) {
        if (to - from < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int c = bytes[from + i];
            if (lowerCase[i] != (c >= 'A' && c <= 'Z' ? c + 32 : c)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from, int to) {
        return Integer.parseInt(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
