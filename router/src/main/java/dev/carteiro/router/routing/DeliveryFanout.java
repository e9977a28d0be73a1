package dev.carteiro.router.routing;

import dev.carteiro.router.match.Match;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.delivery.DeliveryHeaderTemplate;
import dev.carteiro.schemas.delivery.EventOrigin;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The delivery records of one event, and how many bytes they take. Sizes are known before a record is made. Used by one
 * thread.
 */
final class DeliveryFanout {
    private final Delivery shared;
    private final List<Match> matches;
    private final byte[][] keys;
    private final DeliveryId ids;
    private final DeliveryHeaderTemplate headers;
    private final int around;
    private final long bytes;

    /**
     * @param shared what the deliveries share, as of {@link #shared}
     * @param matches at least one
     */
    DeliveryFanout(Delivery shared, List<Match> matches) {
        this.shared = shared;
        this.matches = matches;
        keys = new byte[matches.size()][];
        ids = new DeliveryId(shared.source(), shared.eventId());
        headers = new DeliveryHeaderTemplate(shared);
        int longest = 0;
        long sum = 0;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = matches.get(i).subscription().getBytes(StandardCharsets.UTF_8);
            longest = Math.max(longest, keys[i].length);
            sum += keys[i].length;
        }
        around = longest + headers.bytes();
        bytes = sum + (long) keys.length * (headers.bytes() + shared.size());
    }

    /**
     * What deliveries of the event share: a delivery without an id, for no subscription.
     *
     * @param trace W3C trace context of the event
     * @param origin the event's record
     */
    static Delivery shared(Event event, Map<String, String> trace, EventOrigin origin, Instant now) {
        return new Delivery("", "", 0, event.id(), event.type(), event.source(), event.tenant(), event.time(),
                event.format(), event.attributes(), event.contentType(), trace, now, DeliveryProgress.NONE, event.payload())
                .with(origin);
    }

    /** Returns an upper bound of what any of the records takes beside its value. */
    int around() {
        return around;
    }

    /** Returns an upper bound of what all records take. */
    long bytes() {
        return bytes;
    }

    /** Returns how many records, from the first on, surely fit into that many bytes; at least one. */
    int fitting(long room) {
        long each = (long) around + shared.size();
        return Math.clamp(room / each, 1, keys.length);
    }

    /** Returns the first records. */
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
