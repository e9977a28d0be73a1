package dev.carteiro.router.routing;

import dev.carteiro.router.match.Match;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryHeaderTemplate;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.delivery.EventOrigin;
import dev.carteiro.schemas.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Creates the delivery records of one event, and computes their sizes before any record is created. Not thread-safe.
 */
final class DeliveryFanout {
    private final Delivery shared;
    private final List<Match> matches;
    private final byte[][] keys;
    private final DeliveryId ids;
    private final DeliveryHeaderTemplate headers;
    private final int bytesAround;
    private final long bytes;

    /**
     * @param shared attributes that the deliveries share, see {@link #shared}
     * @param matches matches, at least one
     */
    DeliveryFanout(Delivery shared, List<Match> matches) {
        this.shared = shared;
        this.matches = matches;
        keys = new byte[matches.size()][];
        ids = new DeliveryId(shared.source(), shared.eventId());
        headers = new DeliveryHeaderTemplate(shared);
        int maxKeyBytes = 0;
        long sum = 0;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = matches.get(i).subscription().getBytes(StandardCharsets.UTF_8);
            maxKeyBytes = Math.max(maxKeyBytes, keys[i].length);
            sum += keys[i].length;
        }
        bytesAround = maxKeyBytes + headers.bytes();
        bytes = sum + (long) keys.length * (headers.bytes() + shared.size());
    }

    /**
     * Returns the attributes that all deliveries of an event share, as a delivery without id and subscription.
     *
     * @param trace W3C trace context headers of the event
     * @param origin position of the event's record
     */
    static Delivery shared(Event event, Map<String, String> trace, EventOrigin origin, Instant now) {
        return new Delivery("", "", 0, event.id(), event.type(), event.source(), event.tenant(), event.time(),
                event.format(), event.attributes(), event.contentType(), trace, now, DeliveryProgress.NONE,
                event.payload())
                .with(origin);
    }

    /** Returns an upper bound of the size of one record without its value, in bytes. */
    int bytesAround() {
        return bytesAround;
    }

    /** Returns an upper bound of the size of all records, in bytes. */
    long bytes() {
        return bytes;
    }

    /**
     * Returns the number of records, from the first on, that are guaranteed to fit into this many bytes; at least one.
     */
    int countFitting(long bytesAvailable) {
        long maxRecordBytes = (long) bytesAround + shared.size();
        return Math.clamp(bytesAvailable / maxRecordBytes, 1, keys.length);
    }

    /** Returns this number of records, from the first on. */
    List<Record<byte[], byte[]>> records(int count) {
        List<Record<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Match match = matches.get(i);
            records.add(new Record<>(keys[i], shared.payload(), shared.matchedAt().toEpochMilli(),
                    headers.of(ids.forSubscription(match.subscription()), match.version())));
        }
        return records;
    }
}
