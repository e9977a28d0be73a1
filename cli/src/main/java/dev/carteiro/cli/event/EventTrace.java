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
 * Follows one event: its deliveries, their first attempts, and its quarantine record. Create it before the event is published.
 * Not thread-safe.
 *
 * <p>The router commits the event's offset and its deliveries in one transaction. So the deliveries are complete under two
 * conditions: the router's committed offset has passed the event, and this reader has reached the end that the deliveries topic
 * had then. The end includes records that are not committed yet, because brokers show a transaction partition by partition.
 */
final class EventTrace implements AutoCloseable {
    /** The number of deliveries to follow; others are only counted. */
    private static final int MAX_FOLLOWED_DELIVERIES = 1_000;

    private static final Duration OFFSET_POLL_INTERVAL = Duration.ofMillis(300);

    private final KafkaAccess access;
    private final TopicNames names;
    private final TopicTail tail;
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<String, AttemptDocument> attempts = new LinkedHashMap<>();
    private long matchCount;
    private @Nullable String quarantineReason;
    private @Nullable Map<TopicPartition, Long> targetPositions;

    EventTrace(KafkaAccess access, TopicNames names) {
        this.access = access;
        this.names = names;
        tail = TopicTail.fromNow(access, List.of(names.deliveries(), names.attempts(), names.quarantine()));
    }

    /**
     * Waits until each wanted delivery has had an attempt, or the time is over.
     *
     * @param at the position of the event
     * @param wanted the subscriptions to wait for
     * @return true if each had an attempt, or if no subscription matched
     */
    boolean follow(String eventId, RecordMetadata at, Predicate<String> wanted, Duration atMost) {
        try (Admin admin = access.admin()) {
            long[] polledAt = {System.nanoTime() - OFFSET_POLL_INTERVAL.toNanos()};
            return tail.until(() -> {
                if (targetPositions == null && System.nanoTime() - polledAt[0] >= OFFSET_POLL_INTERVAL.toNanos()) {
                    polledAt[0] = System.nanoTime();
                    targetPositions = isRouted(admin, at) ? endOfDeliveries(admin) : null;
                }
                return isComplete() && isSettled(wanted);
            }, atMost, record -> observe(eventId, at, record));
        }
    }

    private boolean isComplete() {
        Map<TopicPartition, Long> end = targetPositions;
        if (end == null) {
            return false;
        }
        Map<TopicPartition, Long> positions = tail.positions();
        return end.entrySet().stream().allMatch(one -> positions.getOrDefault(one.getKey(), 0L) >= one.getValue());
    }

    /** Returns the end offsets, records that are not committed yet included; {@code null} if the request failed. */
    private @Nullable Map<TopicPartition, Long> endOfDeliveries(Admin admin) {
        Map<TopicPartition, OffsetSpec> requested = new HashMap<>();
        tail.partitions().stream().filter(partition -> partition.topic().equals(names.deliveries()))
                .forEach(partition -> requested.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(requested).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | KafkaException e) {
            return null; // the next poll retries
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private boolean isSettled(Predicate<String> wanted) {
        return quarantineReason != null || deliveries.values().stream().filter(one -> wanted.test(one.subscription()))
                .allMatch(one -> attempts.containsKey(one.id()));
    }

    /** Returns true if a router has processed the event. */
    boolean isRouted() {
        return targetPositions != null;
    }

    /** Returns the reason of the event's quarantine record; {@code null} if there is none. */
    @Nullable
    String quarantineReason() {
        return quarantineReason;
    }

    long matchCount() {
        return matchCount;
    }

    /** Returns at most 1,000 deliveries, in the order of arrival. */
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
            return false; // the next poll retries
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void observe(String eventId, RecordMetadata at, ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(names.deliveries())) {
            if (DeliveryCodec.read(record.key(), record.value(),
                    record.headers()) instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery)
                    && delivery.eventId().equals(eventId) && !deliveries.containsKey(delivery.id())) {
                matchCount++;
                if (deliveries.size() < MAX_FOLLOWED_DELIVERIES) {
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
            quarantineReason = header(record, QuarantineRecord.DETAIL);
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
