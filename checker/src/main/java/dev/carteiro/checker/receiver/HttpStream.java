package dev.carteiro.checker.receiver;

import dev.carteiro.checker.workload.PlannedResponse;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much HTTP/1.1 as a webhook needs: a head, a body with its length, an answer. Used by its connection's thread
 * alone.
 */
final class HttpStream {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_BODY = 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;

    HttpStream(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** @param headers by their lower-case names */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record HttpRequestMessage(String path, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** @return {@code null} if the sender closed the connection instead */
    @Nullable
    HttpRequestMessage read() throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(Math.min(length, LONGEST_BODY));
        if (body.length < length) {
            throw new EOFException("the sender broke off within the body");
        }
        String[] words = first.split(" ", -1);
        return new HttpRequestMessage(words.length > 1 ? words[1] : "", headers, body);
    }

    void answer(PlannedResponse.StatusResponse answer) throws IOException {
        String retryAfter = answer.retryAfter().isZero()
                ? ""
                : "retry-after: " + answer.retryAfter().toSeconds() + "\r\n";
        out.write(("HTTP/1.1 " + answer.status() + " Checked\r\n" + retryAfter + "content-length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Until the sender hangs up. */
    void ignore() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " characters");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
