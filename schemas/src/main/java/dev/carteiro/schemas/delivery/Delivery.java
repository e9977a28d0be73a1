package dev.carteiro.schemas.delivery;

import dev.carteiro.schemas.event.EventFormat;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event for one subscription. Immutable; the payload is shared and must not be written to.
 *
 * @param id see {@link DeliveryId}
 * @param subscription the subscription's id, and the record's key
 * @param version offset in the applied topic of the subscription's version that matched: whoever sends must have read
 *     at least this far
 * @param eventId the event's id, unique in its source
 * @param eventType for example {@code person.created}
 * @param source where event ids are unique
 * @param tenant the event's tenant
 * @param time the event's time, RFC 3339
 * @param format how to read the payload
 * @param attributes CloudEvents attributes of the binary mode
 * @param contentType of the record, in the binary mode
 * @param trace W3C trace context headers as they came with the event
 * @param matchedAt when the router matched it; its age counts from here
 * @param progress attempts and waiting
 * @param payload the event's bytes as produced; {@code null} for a binary CloudEvent without data
 * @param test whether somebody asked for it to try an endpoint: it gets one attempt, whatever the endpoint's state
 * @param origin the event's record; {@code null} for a test, and for what was written before it was kept
 * @param unknown what else its record says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record Delivery(String id, String subscription, long version, String eventId, String eventType, String source,
        @Nullable String tenant, String time, EventFormat format, Map<String, String> attributes,
        @Nullable String contentType, Map<String, String> trace, Instant matchedAt, DeliveryProgress progress,
        byte @Nullable [] payload, boolean test, @Nullable EventOrigin origin, UnknownHeaders unknown) {
    /** An event that matched. */
    public Delivery(String id, String subscription, long version, String eventId, String eventType, String source,
            @Nullable String tenant, String time, EventFormat format, Map<String, String> attributes,
            @Nullable String contentType, Map<String, String> trace, Instant matchedAt, DeliveryProgress progress,
            byte @Nullable [] payload) {
        this(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes, contentType,
                trace, matchedAt, progress, payload, false, null, UnknownHeaders.NONE);
    }

    /** Bytes of the payload. */
    public int size() {
        return payload == null ? 0 : payload.length;
    }

    /** The same delivery, further on. */
    public Delivery with(DeliveryProgress further) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, further, payload, test, origin, unknown);
    }

    /** The same delivery, as if another version of its subscription had matched. */
    public Delivery atVersion(long other) {
        return new Delivery(id, subscription, other, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, test, origin, unknown);
    }

    /** The same delivery, matched at another time. */
    public Delivery matched(Instant at) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, at, progress, payload, test, origin, unknown);
    }

    /** The same delivery, of an event that came from there. */
    public Delivery with(EventOrigin from) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, test, from, unknown);
    }

    /** The same delivery with those headers. */
    public Delivery with(UnknownHeaders others) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, test, origin, others);
    }

    /** The same delivery, as somebody asked for it to try an endpoint. */
    public Delivery asTest() {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, true, origin, unknown);
    }
}
