package dev.carteiro.cli.delivery;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.EventOrigin;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds the position of a delivery's event. Stateless. */
final class EventLocator {
    /** The time before the first attempt from which the delivery's record is searched. */
    private static final Duration SEARCH_WINDOW = Duration.ofMinutes(10);

    private static final Duration SEARCH_TIMEOUT = Duration.ofSeconds(10);

    private EventLocator() {
    }

    /** Returns the position from the dead letter, else from the delivery's record; {@code null} if neither is found. */
    static @Nullable EventOrigin of(DeliveryDetails delivery, KafkaAccess access, TopicNames names) {
        DeadLetter deadLetter = delivery.deadLetter();
        if (deadLetter != null) {
            return deadLetter.delivery().origin();
        }
        AttemptRecord first = delivery.attempts().getFirst().record();
        if (first == null || first.attempt() > 1) {
            return null; // its record can be much older
        }
        AtomicReference<@Nullable EventOrigin> found = new AtomicReference<>();
        try (TopicTail tail = TopicTail.since(access, List.of(names.deliveries()),
                first.startedAt().minus(SEARCH_WINDOW))) {
            Map<TopicPartition, Long> ends = tail.ends();
            tail.until(() -> found.get() != null || hasReached(tail, ends), SEARCH_TIMEOUT, record -> {
                if (DeliveryCodec.read(record.key(), record.value(),
                        record.headers()) instanceof DeliveryCodec.ReadResult.Valid(Delivery read)
                        && read.id().equals(delivery.id())) {
                    found.set(read.origin());
                }
            });
        }
        return found.get();
    }

    private static boolean hasReached(TopicTail tail, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = tail.positions();
        return ends.entrySet().stream()
                .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
