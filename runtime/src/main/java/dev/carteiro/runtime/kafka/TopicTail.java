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
 * All partitions of some topics, read in order, committed records only, outside any group. Not thread-safe: one thread
 * owns it.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration FIRST_RESPONSE_WITHIN = Duration.ofSeconds(8);
    private static final int ANSWERS_WITHIN_MILLIS = 15_000;

    /** Together a few megabytes, also where a record is as large as it may be and was compressed to nothing. */
    private static final int RECORDS_AT_ONCE = 16;
    private static final int FETCHED_AT_ONCE = 2 * 1024 * 1024;

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
                    (int) POLL.toMillis(), ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE,
                    ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_AT_ONCE,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWERS_WITHIN_MILLIS)),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaUnavailable.atCreation(access, e);
        }
    }

    /** From the first record on. */
    public static TopicTail fromBeginning(KafkaAccess access, List<String> topics) {
        TopicTail tail = new TopicTail(access, topics);
        tail.consumer.seekToBeginning(tail.partitions);
        return tail;
    }

    /** Only what is written after this call. */
    public static TopicTail fromNow(KafkaAccess access, List<String> topics) {
        TopicTail tail = new TopicTail(access, topics);
        tail.consumer.seekToEnd(tail.partitions);
        // Seeking is lazy: without asking for the positions, the end would be the one at the first poll.
        tail.partitions.forEach(tail.consumer::position);
        return tail;
    }

    /** What was written then or later, by the time at which the topic has it. */
    public static TopicTail since(KafkaAccess access, List<String> topics, Instant time) {
        TopicTail tail = new TopicTail(access, topics);
        tail.offsetsAt(time).forEach(tail.consumer::seek);
        tail.partitions.forEach(tail.consumer::position);
        return tail;
    }

    public List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    /** Reads only these partitions from now on, each from where it is. */
    public void keepOnly(Predicate<TopicPartition> kept) {
        Map<TopicPartition, Long> positions = positions();
        partitions.removeIf(kept.negate());
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
    }

    public void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
    }

    /** What is read next, by partition. */
    public Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /** Behind the last committed record, as it is now, by partition. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Where what was written then or later begins, by partition: the end where there is nothing. */
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
        List<PartitionInfo> found = Objects.requireNonNullElse(consumer.partitionsFor(topic, FIRST_RESPONSE_WITHIN),
                List.of());
        if (found.isEmpty()) {
            throw new KafkaUnavailable(
                    "topic " + topic + " does not exist: create Carteiro's topics with: carteiro topics", null);
        }
        found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
    }

    /** What is there now, at most a tenth of a second later. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.poll(POLL).forEach(each);
    }

    /** Everything up to the end as it is now. */
    public void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = ends();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(each);
        }
    }

    /** @return whether it was done in time */
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
