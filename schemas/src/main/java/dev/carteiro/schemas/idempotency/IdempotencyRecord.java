package dev.carteiro.schemas.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What is said of one idempotency key, in the headers of one record. The record's key names the caller and the key by hashes;
 * its value is the encrypted response of a request that is done, and empty otherwise. Immutable.
 *
 * <pre>
 * state    claimed | done | failed | released
 * claim    who says it: one attempt at the request, a UUID
 * request  fingerprint of method, path and body
 * seed     what ids of things that the request creates are derived from, a UUID
 * after    of a claim: offset of the record that it takes the place of; -1 where there was none
 * </pre>
 *
 * @param after -1 in records that are not claims
 */
public record IdempotencyRecord(State state, UUID claim, String request, UUID seed, long after) {
    private static final String STATE = "state";
    private static final String CLAIM = "claim";
    private static final String REQUEST = "request";
    private static final String SEED = "seed";
    private static final String AFTER = "after";
    private static final int LONGEST = 64;
    private static final Pattern OFFSET = Pattern.compile("-1|[0-9]{1,18}");

    /** What has become of a request. */
    public enum State {
        /** Somebody works on it. */
        CLAIMED,
        /** It succeeded, and the record holds the response. */
        DONE,
        /** It failed, and may have made something: the same request is tried again with the same seed. */
        FAILED,
        /** It made nothing: the key is free again. */
        RELEASED;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static IdempotencyRecord claim(UUID claim, String request, UUID seed, long after) {
        return new IdempotencyRecord(State.CLAIMED, claim, request, seed, after);
    }

    /** What the holder of a claim says in the end. */
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

    /** @throws IllegalArgumentException if the headers are not those of such a record; the message names the first one */
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
        throw new IllegalArgumentException("header 'state' is not a state");
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
        if (header == null || header.value() == null || header.value().length > LONGEST) {
            throw new IllegalArgumentException("header '" + name + "' is missing or too long");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
