package dev.carteiro.router.routing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context (level 1) of a record: passed on where valid, left out where not. Stateless. */
final class TraceContext {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final int PARENT_LENGTH = 55;
    private static final int MAX_STATE = 512;

    /** Version 00; the all-zero ids are invalid by section 2.2.2. */
    private static final Pattern PARENT_FORM = Pattern
            .compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern STATE_FORM = Pattern.compile("[ -~]{1," + MAX_STATE + "}");

    private TraceContext() {
    }

    /** The headers by name; {@code tracestate} only with a valid {@code traceparent}. */
    static Map<String, String> of(Headers headers) {
        String parent = text(headers, PARENT, PARENT_LENGTH);
        if (parent == null || !PARENT_FORM.matcher(parent).matches()) {
            return Map.of();
        }
        String state = text(headers, STATE, MAX_STATE);
        return state == null || !STATE_FORM.matcher(state).matches()
                ? Map.of(PARENT, parent)
                : Map.of(PARENT, parent, STATE, state);
    }

    private static @Nullable String text(Headers headers, String name, int most) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null || value.length > most ? null : new String(value, StandardCharsets.UTF_8);
    }
}
