package dev.carteiro.router.routing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the W3C Trace Context (level 1) of a record. Stateless. Invalid headers are omitted. */
final class TraceContext {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final int PARENT_LENGTH = 55;
    private static final int MAX_STATE_LENGTH = 512;

    /** Version 00; ids that are all zeros are invalid according to section 2.2.2. */
    private static final Pattern PARENT_SYNTAX = Pattern
            .compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern STATE_SYNTAX = Pattern.compile("[ -~]{1," + MAX_STATE_LENGTH + "}");

    private TraceContext() {
    }

    /** Returns the headers by name; {@code tracestate} only with a valid {@code traceparent}. */
    static Map<String, String> of(Headers headers) {
        String parent = text(headers, PARENT, PARENT_LENGTH);
        if (parent == null || !PARENT_SYNTAX.matcher(parent).matches()) {
            return Map.of();
        }
        String state = text(headers, STATE, MAX_STATE_LENGTH);
        return state == null || !STATE_SYNTAX.matcher(state).matches()
                ? Map.of(PARENT, parent)
                : Map.of(PARENT, parent, STATE, state);
    }

    private static @Nullable String text(Headers headers, String name, int maxLength) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null || value.length > maxLength ? null : new String(value, StandardCharsets.UTF_8);
    }
}
