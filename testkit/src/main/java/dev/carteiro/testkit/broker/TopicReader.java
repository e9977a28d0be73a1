package dev.carteiro.testkit.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one topic from its beginning, committed records only, within a time limit and outside any group. Not thread-safe. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(50);

    private final String topic;
    private final Duration atMost;
    private final long deadline;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    TopicReader(Map<String, Object> clientConfig, String topic, Duration atMost) {
        this.topic = topic;
        this.atMost = atMost;
        this.deadline = System.nanoTime() + atMost.toNanos();
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "none");
        // Closing waits for a running fetch, to which the broker responds only after this time.
        config.put("fetch.max.wait.ms", "20");
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    List<ConsumerRecord<byte[], byte[]>> toEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        readUntil(() -> ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
        return records.stream()
                .filter(record -> record.offset() < ends.getOrDefault(new TopicPartition(topic, record.partition()),
                        0L))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> toCount(int count) {
        readUntil(() -> records.size() >= count);
        return List.copyOf(records);
    }

    private void readUntil(BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(topic + " has only " + records.size() + " records after " + atMost);
            }
            consumer.poll(POLL_TIMEOUT).forEach(records::add);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
