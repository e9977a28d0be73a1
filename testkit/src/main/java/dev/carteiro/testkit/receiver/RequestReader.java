package dev.carteiro.testkit.receiver;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests (RFC 9112) from a stream, strictly: a sender's mistake is an exception. Not thread-safe. */
final class RequestReader {
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** @return null if the sender closed the connection instead of sending another request */
    @Nullable
    RequestHead head() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].equals("HTTP/1.1")) {
            throw new IOException("not a request line: " + line);
        }
        return new RequestHead(parts[0], parts[1], headers(), Instant.now(), System.nanoTime());
    }

    private Headers headers() throws IOException {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Headers(fields);
    }

    /** @param into receives all available bytes, also if the sender closes the connection within the body */
    void body(RequestHead head, OutputStream into) throws IOException {
        if (!head.isChunked()) {
            copy(head.contentLength(), into);
            return;
        }
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            copy(size, into);
            requiredLine();
        }
        headers();
    }

    private int chunkSize() throws IOException {
        String line = requiredLine();
        int extension = line.indexOf(';');
        return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
    }

    private void copy(int length, OutputStream into) throws IOException {
        byte[] buffer = new byte[8192];
        for (int left = length; left > 0;) {
            int read = in.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("the sender closed the connection within the body");
            }
            into.write(buffer, 0, read);
            left -= read;
        }
    }

    private String requiredLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the sender closed the connection within a request");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
