package dev.carteiro.schemas.delivery;

import dev.carteiro.schemas.event.EventFormat;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event for one subscription. Immutable; the payload is shared and must not be modified.
 *
 * @param id delivery id, see {@link DeliveryId}
 * @param subscription subscription id, which is the record's key
 * @param version offset in the applied topic of the subscription version that matched; a sender must have read the
 *     topic at least up to this offset
 * @param eventId event id, unique within its source
 * @param eventType event type, for example {@code person.created}
 * @param source source of the event, which is the scope of event ids
 * @param tenant tenant of the event
 * @param time time of the event, RFC 3339
 * @param format format of the payload
 * @param attributes CloudEvents attributes, in binary mode
 * @param contentType content type of the record, in binary mode
 * @param trace W3C trace context headers of the event
 * @param matchedAt time at which the router matched the event; the delivery's age counts from here
 * @param progress attempts and waiting times so far
 * @param payload event as produced; {@code null} for a binary CloudEvent without data
 * @param test whether it is a test delivery, which gets exactly one attempt regardless of the endpoint's state
 * @param origin position of the event's record; {@code null} for a test, and for records of versions that did not store
 *     it
 * @param unknown headers of the record that this version does not know
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record Delivery(String id, String subscription, long version, String eventId, String eventType, String source,
        @Nullable String tenant, String time, EventFormat format, Map<String, String> attributes,
        @Nullable String contentType, Map<String, String> trace, Instant matchedAt, DeliveryProgress progress,
        byte @Nullable [] payload, boolean test, @Nullable EventOrigin origin, UnknownHeaders unknown) {
    /** Creates the delivery of an event that matched. */
    public Delivery(String id, String subscription, long version, String eventId, String eventType, String source,
            @Nullable String tenant, String time, EventFormat format, Map<String, String> attributes,
            @Nullable String contentType, Map<String, String> trace, Instant matchedAt, DeliveryProgress progress,
            byte @Nullable [] payload) {
        this(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes, contentType,
                trace, matchedAt, progress, payload, false, null, UnknownHeaders.NONE);
    }

    /** Returns the size of the payload in bytes. */
    public int size() {
        return payload == null ? 0 : payload.length;
    }

    /** Returns the same delivery with this progress. */
    public Delivery with(DeliveryProgress newProgress) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, newProgress, payload, test, origin, unknown);
    }

    /** Returns the same delivery, matched by another version of its subscription. */
    public Delivery atVersion(long other) {
        return new Delivery(id, subscription, other, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, test, origin, unknown);
    }

    /** Returns the same delivery, matched at another time. */
    public Delivery matched(Instant at) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, at, progress, payload, test, origin, unknown);
    }

    /** Returns the same delivery with this event origin. */
    public Delivery with(EventOrigin from) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, test, from, unknown);
    }

    /** Returns the same delivery with these unknown headers. */
    public Delivery with(UnknownHeaders others) {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, test, origin, others);
    }

    /** Returns the same delivery as a test delivery. */
    public Delivery asTest() {
        return new Delivery(id, subscription, version, eventId, eventType, source, tenant, time, format, attributes,
                contentType, trace, matchedAt, progress, payload, true, origin, unknown);
    }
}
