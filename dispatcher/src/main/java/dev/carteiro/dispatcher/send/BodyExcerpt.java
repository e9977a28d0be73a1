package dev.carteiro.dispatcher.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a response's body in a form that can be shown: printable and without secrets. Immutable.
 *
 * <p>Reading stops at a small bound, so an endless body costs no more than a short one. A short body is read to its
 * end, so that its connection can be reused.
 *
 * @param text printable text of at most {@link #MAX_BYTES} bytes in UTF-8
 * @param readToEnd true if the body was read to its end; if not, its connection cannot be reused
 */
record BodyExcerpt(String text, boolean readToEnd) {
    /** The length of the text, in bytes of UTF-8. */
    static final int MAX_BYTES = 1_024;

    /** The bytes that are searched for secrets before the text is cut. */
    private static final int EXAMINED_BYTES = 4 * MAX_BYTES;

    /** The bytes that are read and discarded so that the connection can be reused. */
    private static final long MAX_DRAINED_BYTES = 16 * 1_024;

    private static final int REPLACEMENT = 0xFFFD;
    private static final Logger LOG = LoggerFactory.getLogger(BodyExcerpt.class);

    /**
     * Reads the excerpt; blocks until enough is read, the body ends or the call times out, none of which throws.
     * Secrets are blanked before the text is cut, so that no part of one remains.
     *
     * @param isKept true if the text is needed; otherwise it is empty
     */
    static BodyExcerpt of(Response response, Redaction redaction, boolean isKept) {
        Buffer head = new Buffer();
        long room = MAX_DRAINED_BYTES;
        boolean readToEnd = false;
        try {
            BufferedSource body = response.body().source();
            Buffer scratch = new Buffer();
            while (room > 0 && !readToEnd) {
                long read = body.read(scratch, room);
                readToEnd = read < 0;
                room -= Math.max(0, read);
                scratch.copyTo(head, 0, Math.min(scratch.size(), EXAMINED_BYTES - head.size()));
                scratch.clear();
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().addArgument(() -> redaction.of(e.toString()))
                    .log("the response's body ended early; its status counts: {}");
        }
        if (!isKept) {
            return new BodyExcerpt("", readToEnd);
        }
        boolean whole = readToEnd && MAX_DRAINED_BYTES - room <= EXAMINED_BYTES;
        return new BodyExcerpt(printable(redaction.of(decode(head.readByteArray(), whole)), MAX_BYTES), readToEnd);
    }

    /** Returns the text as one printable line of at most {@code most} bytes. */
    static String line(String text, int most) {
        return printable(text, most).replaceAll("[\r\n\t]+", " ");
    }

    /**
     * Replaces by U+FFFD what a terminal or a page would interpret and not show: control, invisible and
     * direction-changing characters. Line breaks and tabs stay.
     */
    private static String printable(String text, int most) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), most));
        int length = 0;
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            int shown = isPrintable(c) ? c : REPLACEMENT;
            length += utf8Length(shown);
            if (length > most) {
                break;
            }
            printable.appendCodePoint(shown);
        }
        return printable.toString();
    }

    /** @param whole false if the bytes were cut off, so that an incomplete character at the end is not an error */
    private static String decode(byte[] bytes, boolean whole) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate(bytes.length); // UTF-8 never has fewer bytes than UTF-16 has units
        decoder.decode(ByteBuffer.wrap(bytes), text, whole);
        return text.flip().toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t' || c == '\r';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    private static int utf8Length(int c) {
        if (c < 0x80) {
            return 1;
        }
        if (c < 0x800) {
            return 2;
        }
        return c < 0x10000 ? 3 : 4;
    }
}
