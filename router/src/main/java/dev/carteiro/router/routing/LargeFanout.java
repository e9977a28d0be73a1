package dev.carteiro.router.routing;

import dev.carteiro.router.match.Match;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryCodec.ReadResult.Valid;
import dev.carteiro.schemas.delivery.EventOrigin;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record of the fan-out topic: an event whose deliveries are written in several transactions. Immutable. The record
 * contains the event, the headers that its deliveries share, and {@code fanout-*} headers with its origin and its
 * progress.
 *
 * <p>Deliveries are written in the order of the subscription ids. So the last id is sufficient to continue, even if
 * subscriptions are created and deleted in the meantime, and no subscription gets two deliveries.
 *
 * @param event event
 * @param shared attributes that its deliveries share, with the event's record as their origin
 * @param key key of the source record
 * @param after id of the last subscription whose delivery is written; empty if there is none
 * @param version highest offset in the applied topic among the subscriptions that matched so far; a router that
 *     continues must have read up to this offset, otherwise it would miss some of them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
record LargeFanout(Event event, Delivery shared, byte @Nullable [] key, String after, long version) {
    private static final int MAX_KEY_BYTES = 16 * 1024;

    /** Placeholder key for reading the shared attributes as a delivery, because every delivery has a subscription. */
    private static final byte[] NO_SUBSCRIPTION = {'-'};

    private static final String CONTEXT = "context";
    private static final String TOPIC = "fanout-topic";
    private static final String PARTITION = "fanout-partition";
    private static final String OFFSET = "fanout-offset";
    private static final String AFTER = "fanout-after";
    private static final String VERSION = "fanout-version";

    /** Headers that only this topic has, in addition to those of deliveries. */
    private static final Set<String> NAMES = Set.of(CONTEXT, TOPIC, PARTITION, OFFSET, AFTER, VERSION);

    /** Returns a fan-out of which nothing is written yet. A key that is too large for quarantine is omitted. */
    static LargeFanout begin(Event event, Delivery shared, byte @Nullable [] key, List<Match> matches) {
        return new LargeFanout(event, shared, key != null && key.length > MAX_KEY_BYTES ? null : key, "",
                highestVersion(matches, 0));
    }

    /**
     * Returns the same fan-out after this subscription, by a router that had read the applied topic up to this offset.
     */
    LargeFanout continuedAfter(String subscription, List<Match> matches, long readOffset) {
        return new LargeFanout(event, shared, key, subscription, highestVersion(matches, readOffset));
    }

    private EventOrigin origin() {
        return Objects.requireNonNull(shared.origin());
    }

    /** Returns the source record as far as it is known, for quarantine records. */
    SourceRecord source() {
        EventOrigin origin = origin();
        return new SourceRecord(origin.topic(), origin.partition(), origin.offset(), 0, new RecordHeaders(),
                event.payload());
    }

    Record<byte[], byte[]> record(Instant now) {
        Headers headers = DeliveryCodec.headers(shared.matched(now));
        if (event.context() != null) {
            add(headers, CONTEXT, event.context());
        }
        EventOrigin origin = origin();
        add(headers, TOPIC, origin.topic());
        add(headers, PARTITION, Integer.toString(origin.partition()));
        add(headers, OFFSET, Long.toString(origin.offset()));
        add(headers, AFTER, after);
        add(headers, VERSION, Long.toString(version));
        return new Record<>(key, event.payload(), now.toEpochMilli(), headers);
    }

    /** Returns {@code null} if the record was not written by a router. */
    static @Nullable LargeFanout read(Record<byte[], byte[]> record) {
        Headers headers = record.headers();
        String topic = text(headers, TOPIC);
        String after = text(headers, AFTER);
        if (topic == null || after == null || !(DeliveryCodec.read(NO_SUBSCRIPTION, record.value(),
                headers) instanceof Valid(Delivery delivery))) {
            return null;
        }
        Event event = new Event(delivery.source(), delivery.eventId(), delivery.eventType(), text(headers, CONTEXT),
                delivery.tenant(), delivery.time(), delivery.format(), delivery.attributes(), delivery.contentType(),
                delivery.payload());
        try {
            // In records of the previous version, the delivery's headers do not contain the event's origin.
            EventOrigin origin = delivery.origin() == null
                    ? EventOrigin.of(topic, Integer.parseInt(String.valueOf(text(headers, PARTITION))),
                            Long.parseLong(String.valueOf(text(headers, OFFSET))), record.key())
                    : delivery.origin();
            Delivery shared = delivery.with(origin).with(delivery.unknown().without(NAMES::contains));
            return new LargeFanout(event, shared, record.key(), after,
                    Long.parseLong(String.valueOf(text(headers, VERSION))));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static long highestVersion(List<Match> matches, long min) {
        return matches.stream().mapToLong(Match::version).reduce(min, Math::max);
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
