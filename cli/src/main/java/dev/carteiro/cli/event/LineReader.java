package dev.carteiro.cli.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a stream as bytes, so that bytes that are not UTF-8 stay unchanged. Lines end with LF or CRLF; blank
 * lines are skipped but counted. Not thread-safe.
 */
final class LineReader {
    /** The longest line. It is above the limit for events, so that the decoder reports those that are too large. */
    private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private final InputStream in;
    private int number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * A line without its end.
     *
     * @param number from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NumberedLine(int number, byte[] content) {
    }

    /** Returns the next line that is not blank; {@code null} at the end. */
    @Nullable
    NumberedLine next() throws IOException {
        while (true) {
            byte[] content = read();
            if (content == null) {
                return null;
            }
            number++;
            if (!isBlank(content)) {
                return new NumberedLine(number, content);
            }
        }
    }

    private byte @Nullable [] read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return line.size() == 0 ? null : line.toByteArray();
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new IOException("line " + (number + 1) + " is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(b);
        }
        byte[] content = line.toByteArray();
        boolean crlf = content.length > 0 && content[content.length - 1] == '\r';
        return crlf ? Arrays.copyOf(content, content.length - 1) : content;
    }

    private static boolean isBlank(byte[] content) {
        for (byte b : content) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
