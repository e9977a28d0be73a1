package dev.carteiro.cli.receiver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parses an HTTP request as tools print it: the bytes on the wire ({@code nc}), with LF as line ends, or with {@code "> "} before
 * the lines of its head ({@code curl -v}). Stateless.
 */
final class RawRequest {
    private static final Pattern REQUEST_LINE = Pattern.compile("[A-Z]{3,10} \\S+ HTTP/[0-9.]+");

    private RawRequest() {
    }

    /**
     * A parsed request.
     *
     * @param body the bytes after the empty line, at most content-length
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ParsedRequest(WebhookHeaders headers, byte[] body) {
    }

    /**
     * Parses a request.
     *
     * @throws IllegalArgumentException if it is not an HTTP request; the message is one line that says what is accepted
     */
    static ParsedRequest read(byte[] raw) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        int at = 0;
        boolean isFirst = true;
        while (at < raw.length) {
            int end = end(raw, at);
            String line = new String(raw, at, end - at, StandardCharsets.ISO_8859_1).stripTrailing();
            at = Math.min(end + 1, raw.length);
            if (line.startsWith("> ") || line.equals(">")) {
                line = line.substring(1).strip();
            } else if (line.startsWith("* ")) {
                continue; // information from curl
            }
            if (line.isEmpty()) {
                if (headers.isEmpty()) {
                    continue;
                }
                return new ParsedRequest(new WebhookHeaders(headers), body(headers, raw, at));
            }
            if (isFirst && REQUEST_LINE.matcher(line).matches()) {
                isFirst = false;
                continue;
            }
            isFirst = false;
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("this is not an HTTP request, because '" + shortened(line)
                        + "' is not a header: write the headers, an empty line, and the body");
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        throw new IllegalArgumentException(headers.isEmpty()
                ? "there is no HTTP request: write the headers, an empty line, and the body"
                : "the request has no empty line after its headers, and so no body");
    }

    private static int end(byte[] raw, int from) {
        int end = from;
        while (end < raw.length && raw[end] != '\n') {
            end++;
        }
        return end;
    }

    private static byte[] body(Map<String, List<String>> headers, byte[] raw, int from) {
        WebhookHeaders read = new WebhookHeaders(headers);
        byte[] rest = Arrays.copyOfRange(raw, from, raw.length);
        String length = read.text("content-length");
        return length.matches("[0-9]{1,9}") && Integer.parseInt(length) < rest.length
                ? Arrays.copyOf(rest, Integer.parseInt(length))
                : rest;
    }

    private static String shortened(String line) {
        return line.length() > 40 ? line.substring(0, 40) + "..." : line;
    }
}
