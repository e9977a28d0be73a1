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
 * The beginning of a response's body, made fit to be shown: printable, and without what is confidential. Reading stops at
 * a small bound, so an endless body costs no more than a short one; a short one is read to its end, so that its connection
 * can be used again. Immutable.
 *
 * @param text printable, at most {@link #MAX_BYTES} bytes of UTF-8
 * @param toItsEnd whether the body was read to its end; if not, its connection is of no more use
 */
record BodyExcerpt(String text, boolean toItsEnd) {
    /** Kept, in bytes of UTF-8. */
    static final int MAX_BYTES = 1_024;

    /** Searched for what is confidential, before it is cut. */
    private static final int EXAMINED = 4 * MAX_BYTES;

    /** Read and thrown away, to save the connection. */
    private static final long WORTH_DRAINING = 16 * 1_024;

    private static final int REPLACEMENT = 0xFFFD;
    private static final Logger LOG = LoggerFactory.getLogger(BodyExcerpt.class);

    /**
     * Blocks until enough was read, the body ended, or the call's time is over; none of which throws. What is confidential
     * is blanked before the text is cut, so that the cut leaves no part of it.
     *
     * @param isKept whether anybody will see the text; if not, it is empty
     */
    static BodyExcerpt of(Response response, Redaction redaction, boolean isKept) {
        Buffer head = new Buffer();
        long room = WORTH_DRAINING;
        boolean toItsEnd = false;
        try {
            BufferedSource body = response.body().source();
            Buffer scratch = new Buffer();
            while (room > 0 && !toItsEnd) {
                long read = body.read(scratch, room);
                toItsEnd = read < 0;
                room -= Math.max(0, read);
                scratch.copyTo(head, 0, Math.min(scratch.size(), EXAMINED - head.size()));
                scratch.clear();
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().addArgument(() -> redaction.of(e.toString()))
                    .log("a body ended early, after a status that counts: {}");
        }
        if (!isKept) {
            return new BodyExcerpt("", toItsEnd);
        }
        boolean whole = toItsEnd && WORTH_DRAINING - room <= EXAMINED;
        return new BodyExcerpt(printable(redaction.of(decode(head.readByteArray(), whole)), MAX_BYTES), toItsEnd);
    }

    /** One printable line of at most {@code most} bytes. */
    static String line(String text, int most) {
        return printable(text, most).replaceAll("[\r\n\t]+", " ");
    }

    /**
     * Invalid UTF-8 and what a terminal or a page would act on instead of showing it (controls, invisible and
     * direction-changing characters) become U+FFFD; line breaks and tabs stay.
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

    /** @param whole false where the bytes were cut off, so that half a character at the end is nobody's mistake */
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
