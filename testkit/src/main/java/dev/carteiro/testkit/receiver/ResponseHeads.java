package dev.carteiro.testkit.receiver;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Formats responses and response heads. Stateless. */
final class ResponseHeads {
    private static final String LINE_END = "\r\n";

    private ResponseHeads() {
    }

    /** Returns a whole response; 1xx, 204 and 304 have neither a body nor its length (RFC 9110, section 8.6). */
    static String of(int status, Map<String, String> headers, String body) {
        boolean bodiless = status < 200 || status == 204 || status == 304;
        String length = bodiless
                ? ""
                : "content-length: " + body.getBytes(StandardCharsets.ISO_8859_1).length + LINE_END;
        return head(status, headers) + length + LINE_END + (bodiless ? "" : body);
    }

    /** Returns the status line and these headers, without the empty line. */
    static String head(int status, Map<String, String> headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted").append(LINE_END);
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append(LINE_END));
        return head.toString();
    }
}
