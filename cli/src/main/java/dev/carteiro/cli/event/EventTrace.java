package dev.carteiro.cli.event;

import dev.carteiro.cli.delivery.AttemptDocument;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Watches what becomes of one event, from before it is published: its deliveries, their first attempts, and its quarantine
 * record. Not thread-safe.
 *
 * <p>The event's deliveries are complete once the router's committed offset has passed it, since they commit with it, and this
 * reader has come to where the deliveries ended then: Kafka's brokers show one transaction to its readers one after the other.
 */
final class EventTrace implements AutoCloseable {
    /** More are counted, but not followed. */
    private static final int MOST = 1_000;

    private static final Duration ASK_AGAIN = Duration.ofMillis(300);

    private final KafkaAccess access;
    private final TopicNames names;
    private final TopicTail tail;
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<String, AttemptDocument> attempts = new LinkedHashMap<>();
    private long matched;
    private @Nullable String quarantined;
    private @Nullable Map<TopicPartition, Long> goal;

    EventTrace(KafkaAccess access, TopicNames names) {
        this.access = access;
        this.names = names;
        tail = TopicTail.fromNow(access, List.of(names.deliveries(), names.attempts(), names.quarantine()));
    }

    /**
     * Watches until every delivery that is wanted has had an attempt, or the time is over.
     *
     * @param at where the event lies
     * @param wanted the subscriptions to wait for
     * @return whether all of them had one, or it is certain that none matched
     */
    boolean follow(String eventId, RecordMetadata at, Predicate<String> wanted, Duration atMost) {
        try (Admin admin = access.admin()) {
            long[] askedAt = {System.nanoTime() - ASK_AGAIN.toNanos()};
            return tail.until(() -> {
                if (goal == null && System.nanoTime() - askedAt[0] >= ASK_AGAIN.toNanos()) {
                    askedAt[0] = System.nanoTime();
                    goal = isRouted(admin, at) ? endOfDeliveries(admin) : null;
                }
                return isComplete() && isSettled(wanted);
            }, atMost, record -> note(eventId, at, record));
        }
    }

    private boolean isComplete() {
        Map<TopicPartition, Long> end = goal;
        if (end == null) {
            return false;
        }
        Map<TopicPartition, Long> positions = tail.positions();
        return end.entrySet().stream().allMatch(one -> positions.getOrDefault(one.getKey(), 0L) >= one.getValue());
    }

    /** With what is not committed yet. */
    private @Nullable Map<TopicPartition, Long> endOfDeliveries(Admin admin) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        tail.partitions().stream().filter(partition -> partition.topic().equals(names.deliveries()))
                .forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | KafkaException e) {
            return null; // asked again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private boolean isSettled(Predicate<String> wanted) {
        return quarantined != null || deliveries.values().stream().filter(one -> wanted.test(one.subscription()))
                .allMatch(one -> attempts.containsKey(one.id()));
    }

    /** Whether a router has passed the event. */
    boolean isRouted() {
        return goal != null;
    }

    /** Why it, or a part of what it needs, is in quarantine; {@code null} if it is not. */
    @Nullable
    String quarantined() {
        return quarantined;
    }

    long matched() {
        return matched;
    }

    /** At most a thousand, in the order in which they came. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries.values());
    }

    @Nullable
    AttemptDocument attempt(Delivery delivery) {
        return attempts.get(delivery.id());
    }

    private boolean isRouted(Admin admin, RecordMetadata at) {
        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(names.routerGroup())
                    .partitionsToOffsetAndMetadata().get();
            OffsetAndMetadata offset = committed.get(partition);
            return offset != null && offset.offset() > at.offset();
        } catch (ExecutionException | KafkaException e) {
            return false; // asked again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void note(String eventId, RecordMetadata at, ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(names.deliveries())) {
            if (DeliveryCodec.read(record.key(), record.value(),
                    record.headers()) instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery)
                    && delivery.eventId().equals(eventId) && !deliveries.containsKey(delivery.id())) {
                matched++;
                if (deliveries.size() < MOST) {
                    deliveries.put(delivery.id(), delivery);
                }
            }
        } else if (record.topic().equals(names.attempts())) {
            AttemptDocument attempt = AttemptDocument.read(record.value());
            if (attempt != null && attempt.text("eventId").equals(eventId)) {
                attempts.put(attempt.text("delivery"), attempt);
            }
        } else if (header(record, QuarantineRecord.TOPIC).equals(at.topic())
                && header(record, QuarantineRecord.PARTITION).equals(String.valueOf(at.partition()))
                && header(record, QuarantineRecord.OFFSET).equals(String.valueOf(at.offset()))) {
            quarantined = header(record, QuarantineRecord.DETAIL);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        tail.close();
    }
}
