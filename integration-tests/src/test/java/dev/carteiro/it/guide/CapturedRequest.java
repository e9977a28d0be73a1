package dev.carteiro.it.guide;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as received, or as modified in transit. Immutable.
 *
 * @param headers by lower-case name
 * @param body in UTF-8
 */
record CapturedRequest(Map<String, String> headers, String body) {
    CapturedRequest withBody(String old, String changed) {
        if (!body.contains(old)) {
            throw new AssertionError("the body has no " + old + ": " + body);
        }
        return new CapturedRequest(headers, body.replace(old, changed));
    }

    CapturedRequest with(String header, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        if (changed.put(header.toLowerCase(Locale.ROOT), value) == null) {
            throw new AssertionError("the request has no " + header + ": " + headers);
        }
        return new CapturedRequest(changed, body);
    }

    CapturedRequest without(String header) {
        Map<String, String> changed = new TreeMap<>(headers);
        changed.remove(header);
        return new CapturedRequest(changed, body);
    }

    /** Increases the number in a header. */
    CapturedRequest later(String header) {
        return with(header, Long.toString(Long.parseLong(headers.getOrDefault(header, "")) + 1));
    }

    String headerLines() {
        StringBuilder lines = new StringBuilder();
        headers.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
        return lines.toString();
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
