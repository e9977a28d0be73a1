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
 * The part of HTTP/1.1 that a webhook needs: a head, a body with its length, a response. Used by its connection's thread only.
 */
final class HttpStream {
    private static final int MAX_LINE_LENGTH = 16 * 1024;
    private static final int MAX_BODY_LENGTH = 1024 * 1024;

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
        byte[] body = in.readNBytes(Math.min(length, MAX_BODY_LENGTH));
        if (body.length < length) {
            throw new EOFException("the sender closed the connection within the body");
        }
        String[] words = first.split(" ", -1);
        return new HttpRequestMessage(words.length > 1 ? words[1] : "", headers, body);
    }

    void respond(PlannedResponse.StatusResponse answer) throws IOException {
        String retryAfter = answer.retryAfter().isZero()
                ? ""
                : "retry-after: " + answer.retryAfter().toSeconds() + "\r\n";
        out.write(("HTTP/1.1 " + answer.status() + " Checked\r\n" + retryAfter + "content-length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads and ignores bytes until the sender closes the connection. */
    void awaitClose() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.length() == MAX_LINE_LENGTH) {
                throw new IOException("a line of more than " + MAX_LINE_LENGTH + " characters");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
