package dev.carteiro.dispatcher.send;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a response's body, made fit to be shown. Reading stops at a small bound, so an endless body costs no
 * more than a short one; a short one is read to its end, so that its connection can be used again. Stateless.
 */
final class Excerpt {
    /** Kept, in bytes of UTF-8. */
    static final int MAX_BYTES = 1_024;

    /** Read and thrown away, to save the connection. */
    private static final long WORTH_DRAINING = 16 * 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Excerpt.class);

    private Excerpt() {
    }

    static String of(Response response) {
        Buffer head = new Buffer();
        try {
            BufferedSource body = response.body().source();
            long room = WORTH_DRAINING;
            Buffer scratch = new Buffer();
            while (room > 0) {
                long read = body.read(scratch, room);
                if (read < 0) {
                    break;
                }
                room -= read;
                scratch.copyTo(head, 0, Math.min(read, Math.max(0, MAX_BYTES - head.size())));
                scratch.clear();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("a body ended early, after a status that counts: {}", e.toString());
        }
        return printable(head.readByteArray());
    }

    /** Invalid UTF-8 and control characters become U+FFFD; line breaks and tabs stay. */
    static String printable(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r' ? 0xFFFD : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
