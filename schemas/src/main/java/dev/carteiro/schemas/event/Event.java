package dev.carteiro.schemas.event;

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
 * @param time when it happened, RFC 3339, as produced; else the record's time
 * @param format how to read the payload
 * @param attributes CloudEvents attributes of the binary mode without {@code ce_}; empty for other formats
 * @param contentType of the payload in the binary mode
 * @param payload the record's value, unchanged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record Event(String source, String id, String type, @Nullable String context, @Nullable String tenant,
        String time, EventFormat format, Map<String, String> attributes, @Nullable String contentType,
        byte[] payload) {
}
