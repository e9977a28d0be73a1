package dev.carteiro.runtime.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of some topics in order, committed records only, outside any group. Not thread-safe: one thread owns it.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration FIRST_RESPONSE_TIMEOUT = Duration.ofSeconds(8);
    private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

    /** Bound memory to a few megabytes, even for records of the largest size that compress to almost nothing. */
    private static final int MAX_POLL_RECORDS = 16;
    private static final int MAX_FETCH_BYTES = 2 * 1024 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    private TopicTail(KafkaAccess access, List<String> topics) {
        consumer = consumer(access);
        try {
            topics.forEach(this::assign);
        } catch (KafkaException | KafkaUnavailable e) {
            consumer.close();
            throw e instanceof KafkaException failure ? KafkaUnavailable.atFirstRequest(access, failure) : e;
        }
        consumer.assign(partitions);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess access) {
        try {
            return new KafkaConsumer<>(access.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest", ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                    ConsumerConfig.CLIENT_ID_CONFIG, "carteiro-cli", ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    (int) POLL_TIMEOUT.toMillis(), ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS,
                    ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS)),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaUnavailable.atCreation(access, e);
        }
    }

    /** Reads from the first record. */
    public static TopicTail fromBeginning(KafkaAccess access, List<String> topics) {
        TopicTail tail = new TopicTail(access, topics);
        tail.consumer.seekToBeginning(tail.partitions);
        return tail;
    }

    /** Reads only records written after this call. */
    public static TopicTail fromNow(KafkaAccess access, List<String> topics) {
        TopicTail tail = new TopicTail(access, topics);
        tail.consumer.seekToEnd(tail.partitions);
        // Seeking is lazy: without a request for the positions, the end would be that of the first poll.
        tail.partitions.forEach(tail.consumer::position);
        return tail;
    }

    /** Reads from the first record whose timestamp is this time or later. */
    public static TopicTail since(KafkaAccess access, List<String> topics, Instant time) {
        TopicTail tail = new TopicTail(access, topics);
        tail.offsetsAt(time).forEach(tail.consumer::seek);
        tail.partitions.forEach(tail.consumer::position);
        return tail;
    }

    public List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    /** Drops all other partitions; the kept ones continue where they are. */
    public void keepOnly(Predicate<TopicPartition> kept) {
        Map<TopicPartition, Long> positions = positions();
        partitions.removeIf(kept.negate());
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
    }

    public void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
    }

    /** Returns the offset of the next record, by partition. */
    public Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /** Returns the current end of the committed records, by partition. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Returns the offset of the first record with this time or a later one, by partition; the end if there is none. */
    public Map<TopicPartition, Long> offsetsAt(Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends());
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    private void assign(String topic) {
        List<PartitionInfo> found = Objects.requireNonNullElse(consumer.partitionsFor(topic, FIRST_RESPONSE_TIMEOUT),
                List.of());
        if (found.isEmpty()) {
            throw new KafkaUnavailable(
                    "topic " + topic + " does not exist: create Carteiro's topics with: carteiro topics", null);
        }
        found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
    }

    /** Reads the records that are available within 100 ms. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.poll(POLL_TIMEOUT).forEach(each);
    }

    /** Reads all records up to the current end. */
    public void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = ends();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(each);
        }
    }

    /** @return whether {@code done} became true in time */
    public boolean until(BooleanSupplier done, Duration atMost, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            poll(each);
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
