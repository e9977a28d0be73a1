package dev.carteiro.cli.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream as bytes, so that what is not UTF-8 stays what it is. Lines end with LF or CRLF; blank ones are
 * skipped and counted. Not thread-safe.
 */
final class LineReader {
    /** Longer than any event may be, so that the decoder says what is wrong with it. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream in;
    private int number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** @param number from 1 */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NumberedLine(int number, byte[] content) {
    }

    /** @return {@code null} at the end */
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
            if (line.size() >= LONGEST) {
                throw new IOException("line " + (number + 1) + " is longer than " + LONGEST + " bytes");
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
