package dev.carteiro.schemas.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * State of one idempotency key, stored in the headers of one record. Immutable. The record's key consists of hashes of
 * the caller and the idempotency key. Its value is the encrypted response of a completed request, otherwise empty.
 *
 * <pre>
 * state    claimed | done | failed | released
 * claim    the attempt at the request that wrote the record, a UUID
 * request  fingerprint of method, path and body
 * seed     source of the ids that the request creates, a UUID
 * after    only for claims: offset of the record that the claim replaces; -1 if there was none
 * </pre>
 *
 * @param after offset of the record that a claim replaces; -1 in records that are not claims
 */
public record IdempotencyRecord(State state, UUID claim, String request, UUID seed, long after) {
    private static final String STATE = "state";
    private static final String CLAIM = "claim";
    private static final String REQUEST = "request";
    private static final String SEED = "seed";
    private static final String AFTER = "after";
    private static final int MAX_VALUE_BYTES = 64;
    private static final Pattern OFFSET = Pattern.compile("-1|[0-9]{1,18}");

    /** State of a request. */
    public enum State {
        /** The request is in progress. */
        CLAIMED,
        /** The request succeeded, and the record contains the response. */
        DONE,
        /** The request failed and may have had an effect. It can be repeated with the same seed. */
        FAILED,
        /** The request had no effect, and the key is free again. */
        RELEASED;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static IdempotencyRecord claim(UUID claim, String request, UUID seed, long after) {
        return new IdempotencyRecord(State.CLAIMED, claim, request, seed, after);
    }

    /** Returns the record with which the holder of a claim ends it. */
    public IdempotencyRecord ended(State end) {
        return new IdempotencyRecord(end, claim, request, seed, -1);
    }

    public Headers headers() {
        RecordHeaders headers = new RecordHeaders();
        add(headers, STATE, state.text());
        add(headers, CLAIM, claim.toString());
        add(headers, REQUEST, request);
        add(headers, SEED, seed.toString());
        if (state == State.CLAIMED) {
            add(headers, AFTER, Long.toString(after));
        }
        return headers;
    }

    /** @throws IllegalArgumentException if a header is missing or invalid; the message names the first such header */
    public static IdempotencyRecord read(Headers headers) {
        State state = state(text(headers, STATE));
        return new IdempotencyRecord(state, uuid(headers, CLAIM), text(headers, REQUEST), uuid(headers, SEED),
                state == State.CLAIMED ? offset(text(headers, AFTER)) : -1);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static State state(String text) {
        for (State state : State.values()) {
            if (state.text().equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("header 'state' has an unknown value");
    }

    private static UUID uuid(Headers headers, String name) {
        String text = text(headers, name);
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("header '" + name + "' is not a UUID", e);
        }
    }

    private static long offset(String text) {
        if (!OFFSET.matcher(text).matches()) {
            throw new IllegalArgumentException("header 'after' is not an offset");
        }
        return Long.parseLong(text);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null || header.value().length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("header '" + name + "' is missing or too long");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
