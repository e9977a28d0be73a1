package dev.carteiro.schemas.event;

import dev.carteiro.schemas.time.Rfc3339;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decoded event: what matching looks at, beside the bytes that will be delivered. Immutable; the payload is not
 * copied and must not be written to.
 *
 * @param source where ids are unique: the CloudEvents source, else the topic
 * @param id the event's id, or one derived from topic, partition and offset
 * @param type the event type, for example {@code person.created}
 * @param context the contract's {@code context}
 * @param tenant the only tenant whose subscriptions may receive it
 * @param time when it happened, as {@link Rfc3339#normalise} returns it; else the record's time
 * @param format how to read the payload
 * @param attributes CloudEvents attributes of the binary mode without {@code ce_}; empty for other formats
 * @param contentType of the record in the binary mode; what the data is, {@link EventData} says
 * @param payload the record's value, without a byte order mark; {@code null} for a binary CloudEvent without data
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record Event(String source, String id, String type, @Nullable String context, @Nullable String tenant,
        String time, EventFormat format, Map<String, String> attributes, @Nullable String contentType,
        byte @Nullable [] payload) {
    /** Bytes of the payload. */
    public int size() {
        return payload == null ? 0 : payload.length;
    }
}
