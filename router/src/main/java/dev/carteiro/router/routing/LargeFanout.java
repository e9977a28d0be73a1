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
 * An event whose deliveries are written in several transactions, as it lies in the fan-out topic: the event's bytes, the
 * headers that its deliveries share, and in {@code fanout-*} headers where it came from and how far it has come.
 * Immutable.
 *
 * <p>Subscriptions get their deliveries in the order of their ids. So one id tells what is written and what is not,
 * whatever subscriptions come and go meanwhile, and none gets two.
 *
 * @param event the event
 * @param shared what its deliveries share, with the event's record as their origin
 * @param key the source record's key
 * @param after the last subscription that has its delivery; empty if none has
 * @param version the latest offset in the applied topic among the subscriptions that matched so far: whoever goes on must
 *     have read as far, or it would miss some of them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
record LargeFanout(Event event, Delivery shared, byte @Nullable [] key, String after, long version) {
    private static final int LONGEST_KEY = 16 * 1024;

    /** A delivery has one; what is read here is only what deliveries share. */
    private static final byte[] NO_SUBSCRIPTION = {'-'};

    private static final String CONTEXT = "context";
    private static final String TOPIC = "fanout-topic";
    private static final String PARTITION = "fanout-partition";
    private static final String OFFSET = "fanout-offset";
    private static final String AFTER = "fanout-after";
    private static final String VERSION = "fanout-version";

    /** What is of this topic only, and of no delivery. */
    private static final Set<String> NAMES = Set.of(CONTEXT, TOPIC, PARTITION, OFFSET, AFTER, VERSION);

    /** Nothing is written yet. A key that quarantine would not keep is left out. */
    static LargeFanout begin(Event event, Delivery shared, byte @Nullable [] key, List<Match> matches) {
        return new LargeFanout(event, shared, key != null && key.length > LONGEST_KEY ? null : key, "",
                latest(matches, 0));
    }

    /** The same fan-out, further on, by a router that had read the applied topic at least that far. */
    LargeFanout after(String subscription, List<Match> matches, long read) {
        return new LargeFanout(event, shared, key, subscription, latest(matches, read));
    }

    private EventOrigin origin() {
        return Objects.requireNonNull(shared.origin());
    }

    /** The record of the event topic, as far as it is still known, to tell where something came from. */
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

    /** @return {@code null} if no router has written the record */
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
            // Of the version before, the delivery's headers do not say where its event came from.
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

    private static long latest(List<Match> matches, long least) {
        return matches.stream().mapToLong(Match::version).reduce(least, Math::max);
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
