package dev.carteiro.router.routing;

import dev.carteiro.router.match.Match;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.delivery.Progress;
import dev.carteiro.schemas.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** Turns one event and its matches into delivery records. Stateless. */
final class Fanout {
    /** Each header's lengths in Kafka's record format, two varints, and some to spare. */
    private static final int HEADER_OVERHEAD = 10;

    private Fanout() {
    }

    static List<Record<byte[], byte[]>> of(Event event, List<Match> matches, Map<String, String> trace, Instant now) {
        DeliveryId ids = new DeliveryId(event.source(), event.id());
        return matches.stream()
                .map(match -> record(event, match, ids.forSubscription(match.subscription()), trace, now))
                .toList();
    }

    /** An upper bound of what is written of a record beside its value. */
    static int sizeAround(Record<byte[], byte[]> record) {
        int size = record.key().length;
        for (Header header : record.headers()) {
            size += header.key().getBytes(StandardCharsets.UTF_8).length + header.value().length + HEADER_OVERHEAD;
        }
        return size;
    }

    private static Record<byte[], byte[]> record(Event event, Match match, String id, Map<String, String> trace,
            Instant now) {
        Headers headers = DeliveryCodec.headers(new Delivery(id, match.subscription(), match.version(), event.id(),
                event.type(), event.source(), event.tenant(), event.time(), event.format(), event.attributes(),
                event.contentType(), trace, now, Progress.NONE, event.payload()));
        return new Record<>(match.subscription().getBytes(StandardCharsets.UTF_8), event.payload(), now.toEpochMilli(),
                headers);
    }
}
