package dev.carteiro.router.routing;

import dev.carteiro.router.match.Match;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.delivery.EventHeaders;
import dev.carteiro.schemas.delivery.Progress;
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
final class Fanout {
    private final Event event;
    private final List<Match> matches;
    private final byte[][] keys;
    private final DeliveryId ids;
    private final EventHeaders headers;
    private final Instant now;
    private final int around;
    private final long bytes;

    /**
     * @param matches at least one
     * @param trace W3C trace context of the event
     */
    Fanout(Event event, List<Match> matches, Map<String, String> trace, Instant now) {
        this.event = event;
        this.matches = matches;
        this.now = now;
        keys = new byte[matches.size()][];
        ids = new DeliveryId(event.source(), event.id());
        headers = new EventHeaders(prototype(event, trace, now));
        int longest = 0;
        long sum = 0;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = matches.get(i).subscription().getBytes(StandardCharsets.UTF_8);
            longest = Math.max(longest, keys[i].length);
            sum += keys[i].length;
        }
        around = longest + headers.bytes();
        bytes = sum + (long) keys.length * (headers.bytes() + event.payload().length);
    }

    /**
     * What deliveries of the event share: a delivery without an id, for no subscription.
     *
     * @param trace W3C trace context of the event
     */
    static Delivery prototype(Event event, Map<String, String> trace, Instant now) {
        return new Delivery("", "", 0, event.id(), event.type(), event.source(), event.tenant(), event.time(),
                event.format(), event.attributes(), event.contentType(), trace, now, Progress.NONE, event.payload());
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
        long each = (long) around + event.payload().length;
        return Math.clamp(room / each, 1, keys.length);
    }

    /** Returns the first records. */
    List<Record<byte[], byte[]>> records(int count) {
        List<Record<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Match match = matches.get(i);
            records.add(new Record<>(keys[i], event.payload(), now.toEpochMilli(),
                    headers.of(ids.forSubscription(match.subscription()), match.version())));
        }
        return records;
    }
}
