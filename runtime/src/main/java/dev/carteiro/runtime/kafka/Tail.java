package dev.carteiro.runtime.kafka;

import dev.carteiro.schemas.wire.UnpackedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * All partitions of some topics, read in order, committed records only, outside any group. Not thread-safe: one thread
 * owns it.
 */
public final class Tail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration METADATA = Duration.ofSeconds(15);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    private Tail(KafkaAccess access, List<String> topics) {
        consumer = new KafkaConsumer<>(access.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false", ConsumerConfig.CLIENT_ID_CONFIG,
                "carteiro-cli", ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, UnpackedRecord.MAX_POLL_RECORDS)),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        topics.forEach(this::assign);
        consumer.assign(partitions);
    }

    /** From the first record on. */
    public static Tail fromBeginning(KafkaAccess access, List<String> topics) {
        Tail tail = new Tail(access, topics);
        tail.consumer.seekToBeginning(tail.partitions);
        return tail;
    }

    /** Only what is written after this call. */
    public static Tail fromNow(KafkaAccess access, List<String> topics) {
        Tail tail = new Tail(access, topics);
        tail.consumer.seekToEnd(tail.partitions);
        // Seeking is lazy: without asking for the positions, the end would be the one at the first poll.
        tail.partitions.forEach(tail.consumer::position);
        return tail;
    }

    /** What was written then or later, by the time at which the topic has it. */
    public static Tail since(KafkaAccess access, List<String> topics, Instant time) {
        Tail tail = new Tail(access, topics);
        Map<TopicPartition, Long> times = new HashMap<>();
        tail.partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> first = tail.consumer.offsetsForTimes(times);
        for (TopicPartition partition : tail.partitions) {
            OffsetAndTimestamp at = first.get(partition);
            if (at == null) {
                tail.consumer.seekToEnd(List.of(partition));
            } else {
                tail.consumer.seek(partition, at.offset());
            }
        }
        tail.partitions.forEach(tail.consumer::position);
        return tail;
    }

    private void assign(String topic) {
        List<PartitionInfo> found;
        try {
            found = Objects.requireNonNullElse(consumer.partitionsFor(topic, METADATA), List.of());
        } catch (TimeoutException e) {
            found = List.of();
        }
        if (found.isEmpty()) {
            consumer.close();
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
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
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
