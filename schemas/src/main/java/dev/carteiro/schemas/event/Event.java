package dev.carteiro.schemas.event;

import dev.carteiro.schemas.time.Rfc3339;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decoded event: the attributes that matching uses, and the payload that is delivered. Immutable; the payload is not
 * copied and must not be modified.
 *
 * @param source scope of event ids: the CloudEvents source, otherwise the topic
 * @param id event id, or an id derived from topic, partition and offset
 * @param type event type, for example {@code person.created}
 * @param context {@code context} of the contract
 * @param tenant the only tenant whose subscriptions may receive the event
 * @param time time of the event in the form of {@link Rfc3339#normalise}, otherwise the record's time
 * @param format format of the payload
 * @param attributes CloudEvents attributes of the binary mode, without {@code ce_}; empty for other formats
 * @param contentType content type of the record in binary mode; {@link EventData} interprets it
 * @param payload value of the record without a byte order mark; {@code null} for a binary CloudEvent without data
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record Event(String source, String id, String type, @Nullable String context, @Nullable String tenant,
        String time, EventFormat format, Map<String, String> attributes, @Nullable String contentType,
        byte @Nullable [] payload) {
    /** Returns the size of the payload in bytes. */
    public int size() {
        return payload == null ? 0 : payload.length;
    }
}
