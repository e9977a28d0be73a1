package dev.carteiro.router.routing;

import dev.carteiro.router.match.Match;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.delivery.EventHeaders;
import dev.carteiro.schemas.delivery.Progress;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.wire.WireSize;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/** Turns one event and its matches into delivery records. Stateless. */
final class Fanout {
    /** The one thing in their headers that deliveries of an event may have of different length. */
    private static final int LONGEST_VERSION = Long.toString(Long.MAX_VALUE).length();

    private Fanout() {
    }

    static List<Record<byte[], byte[]>> of(Event event, List<Match> matches, Map<String, String> trace, Instant now) {
        if (matches.isEmpty()) {
            return List.of();
        }
        DeliveryId ids = new DeliveryId(event.source(), event.id());
        EventHeaders headers = new EventHeaders(delivery(event, matches.getFirst(), trace, now));
        List<Record<byte[], byte[]>> records = new ArrayList<>(matches.size());
        for (Match match : matches) {
            records.add(new Record<>(match.subscription().getBytes(StandardCharsets.UTF_8), event.payload(),
                    now.toEpochMilli(), headers.of(ids.forSubscription(match.subscription()), match.version())));
        }
        return records;
    }

    /** An upper bound of what is written of any of one event's records beside its value. */
    static int sizeAround(List<Record<byte[], byte[]>> records) {
        int longestKey = 0;
        for (Record<byte[], byte[]> record : records) {
            longestKey = Math.max(longestKey, record.key().length);
        }
        return records.isEmpty() ? 0 : longestKey + LONGEST_VERSION + WireSize.of(records.getFirst().headers());
    }

    /** Its id is not the one that is written. */
    private static Delivery delivery(Event event, Match match, Map<String, String> trace, Instant now) {
        return new Delivery("", match.subscription(), match.version(), event.id(), event.type(), event.source(),
                event.tenant(), event.time(), event.format(), event.attributes(), event.contentType(), trace, now,
                Progress.NONE, event.payload());
    }
}
