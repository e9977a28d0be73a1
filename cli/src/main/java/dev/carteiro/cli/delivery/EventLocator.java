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

/** Finds where the event of a delivery lies. Stateless. */
final class EventLocator {
    /** How long before its first attempt a delivery is looked for. */
    private static final Duration BEFORE = Duration.ofMinutes(10);

    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private EventLocator() {
    }

    /** Returns it by the dead letter, or else by the delivery's own record; {@code null} where it is not found. */
    static @Nullable EventOrigin of(DeliveryDetails delivery, KafkaAccess access, TopicNames names) {
        DeadLetter letter = delivery.deadLetter();
        if (letter != null) {
            return letter.delivery().origin();
        }
        AttemptRecord first = delivery.attempts().getFirst().record();
        if (first == null || first.attempt() > 1) {
            return null; // its record lies long before
        }
        AtomicReference<@Nullable EventOrigin> found = new AtomicReference<>();
        try (TopicTail tail = TopicTail.since(access, List.of(names.deliveries()), first.startedAt().minus(BEFORE))) {
            Map<TopicPartition, Long> ends = tail.ends();
            tail.until(() -> found.get() != null || isRead(tail, ends), AT_MOST, record -> {
                if (DeliveryCodec.read(record.key(), record.value(),
                        record.headers()) instanceof DeliveryCodec.ReadResult.Valid(Delivery read)
                        && read.id().equals(delivery.id())) {
                    found.set(read.origin());
                }
            });
        }
        return found.get();
    }

    private static boolean isRead(TopicTail tail, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = tail.positions();
        return ends.entrySet().stream()
                .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
