package dev.carteiro.testkit.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * One test's view of the shared broker. Thread-safe.
 *
 * <p>
 * Topics and groups always have full names; {@link #name} creates names that no other test has. Every call is bounded in time, and
 * fails the test with an {@link AssertionError} or {@link IllegalStateException} when the time is over.
 */
public final class Broker {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration METADATA_RETRY_PAUSE = Duration.ofMillis(20);

    private final SharedNode node;
    private final String prefix;

    Broker(SharedNode node, String prefix) {
        this.node = node;
        this.prefix = prefix;
    }

    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    /** Returns the properties that a client needs to connect; the test adds its own. */
    public Map<String, Object> clientConfig() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** Returns this test's prefix of names, for example {@code t7-}. */
    public String prefix() {
        return prefix;
    }

    /** Returns {@code t7-events} for {@code events}. */
    public String name(String suffix) {
        return prefix + suffix;
    }

    /** Returns the client that all tests share; do not close it. */
    public Admin admin() {
        return node.admin();
    }

    /** @return the topic's name */
    public String createTopic(String topic, int partitions) {
        createTopics(List.of(new NewTopic(topic, partitions, (short) 1)));
        return topic;
    }

    /**
     * Creates topics with their own settings, and returns when each partition has a leader that accepts records. If a new leader
     * rejects a producer's first batch and accepts its second, the first one is rejected for ever.
     */
    public void createTopics(Collection<NewTopic> topics) {
        await(admin().createTopics(topics).all());
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!doAllAnswer(ends, deadline)) {
            LockSupport.parkNanos(METADATA_RETRY_PAUSE.toNanos());
        }
    }

    /** Returns whether all partitions respond. A broker may not know for a moment a topic that its controller has created. */
    private boolean doAllAnswer(Map<TopicPartition, OffsetSpec> partitions, long deadline) {
        try {
            await(admin().listOffsets(partitions).all());
            return true;
        } catch (IllegalStateException e) {
            boolean isUnknown = e.getCause() instanceof ExecutionException failure
                    && failure.getCause() instanceof UnknownTopicOrPartitionException;
            if (!isUnknown || System.nanoTime() - deadline > 0) {
                throw e;
            }
            return false;
        }
    }

    public RecordMetadata produce(String topic, @Nullable String key, @Nullable String value) {
        return produce(new ProducerRecord<>(topic, bytes(key), bytes(value)));
    }

    /** Returns when the record is written, with its own headers, partition and timestamp. */
    public RecordMetadata produce(ProducerRecord<byte[], byte[]> record) {
        return await(node.producer().send(record));
    }

    /** Writes many records in order; see {@link #produce(ProducerRecord)}. */
    public void produceAll(Collection<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(node.producer().send(record)));
        sent.forEach(Broker::await);
    }

    /** Returns every committed record up to the topic's end at the time of this call, in order within each partition. */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        return readAll(topic, TIMEOUT);
    }

    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic, Duration atMost) {
        try (TopicReader reader = new TopicReader(clientConfig(), topic, atMost)) {
            return reader.toEnd();
        }
    }

    /** Reads from the beginning until that many committed records are found; more may follow unread. */
    public List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count, Duration atMost) {
        try (TopicReader reader = new TopicReader(clientConfig(), topic, atMost)) {
            return reader.toCount(count);
        }
    }

    /** Returns the group's committed offsets and metadata; partitions without a commit are absent. */
    public Map<TopicPartition, OffsetAndMetadata> committedOffsets(String group) {
        return await(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> T await(KafkaFuture<T> future) {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("a request to the broker failed: " + e, e);
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
