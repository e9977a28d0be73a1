package dev.carteiro.api.history;

import dev.carteiro.api.history.HistoryIndex.Topic;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.runtime.vital.VitalThread;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of attempts and dead letters from a position near their ends. One thread of its own reads; the
 * other methods are safe for any thread.
 *
 * <pre>
 *   start: seek near the end --> follow --- far behind for long, or its offset is gone ---> seek near the end again
 *                                  ^                                                          |
 *                                  +---- what was held of that partition is dropped ----------+
 * </pre>
 */
public final class HistoryFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFollower.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration REVIEW_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_BEHIND_TIME = Duration.ofSeconds(15);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** Approximate memory of a record in the index. It bounds how many records are read at the start. */
    private static final int APPROXIMATE_RECORD_BYTES = 700;

    private static final long MIN_RECORDS_PER_PARTITION = 100;

    /** A dead letter contains its event, uncompressed up to 0.5 MiB, whatever the size of the fetch. */
    private static final int MAX_POLL_RECORDS = 50;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Topic> topics;
    private final HistoryIndex history;
    private final long recordsAtStart;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LagMonitor lagMonitor = new LagMonitor(MAX_BEHIND_TIME);
    private final Set<TopicPartition> awaitingFirstRecord = new HashSet<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Activity activity = new Activity();
    private final Thread thread;
    private long reviewNanos;
    private volatile boolean closed;

    /**
     * Starts a follower.
     *
     * @param maxBytes memory of the history, which bounds what is read at the start
     * @param onFatal is called when the follower has failed; the process should then end
     */
    public static HistoryFollower start(KafkaAccess access, TopicNames names, HistoryIndex history, long maxBytes,
            java.util.function.Consumer<Throwable> onFatal) {
        Map<String, Object> own = Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false", ConsumerConfig.CLIENT_ID_CONFIG,
                "carteiro-history", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        HistoryFollower follower = new HistoryFollower(
                new KafkaConsumer<>(access.with(own), new ByteArrayDeserializer(), new ByteArrayDeserializer()), names,
                history, maxBytes, InstantSource.system(), System::nanoTime, onFatal);
        follower.thread.start();
        return follower;
    }

    HistoryFollower(Consumer<byte[], byte[]> consumer, TopicNames names, HistoryIndex history, long maxBytes,
            InstantSource clock, LongSupplier nanos, java.util.function.Consumer<Throwable> onFatal) {
        this.consumer = consumer;
        this.history = history;
        this.clock = clock;
        this.nanos = nanos;
        topics = Map.of(names.attempts(), Topic.ATTEMPTS, names.deadLetters(), Topic.DEAD_LETTERS);
        recordsAtStart = maxBytes / APPROXIMATE_RECORD_BYTES;
        thread = VitalThread.unstarted("history", this::follow, onFatal);
    }

    /** Returns whether everything up to the ends at the start has been read. */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** Returns what the thread is working on: the records of one poll and partition. */
    public Activity activity() {
        return activity;
    }

    /**
     * Waits until the follower is complete.
     *
     * @throws KafkaUnavailable if it is not complete in time
     */
    public void requireComplete(Duration atMost) throws InterruptedException {
        if (!complete.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new KafkaUnavailable(
                    "cannot read " + topics.keySet() + " to their ends within " + atMost.toSeconds() + " s", null);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            while (!closed && !assign()) {
                LOG.warn("Kafka did not return the partitions of {} in time; retrying", topics.keySet());
            }
            while (!closed) {
                step();
            }
        } catch (WakeupException e) {
            LOG.debug("closed");
        } catch (RuntimeException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    /**
     * Assigns all partitions of both topics.
     *
     * @return false if Kafka did not respond in time
     */
    boolean assign() {
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics.keySet()) {
                List<PartitionInfo> found = Objects.requireNonNullElse(consumer.partitionsFor(topic), List.of());
                if (found.isEmpty()) {
                    throw new KafkaUnavailable(
                            "topic " + topic + " does not exist: create Carteiro's topics with: carteiro topics", null);
                }
                found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            }
            consumer.assign(partitions);
            seek(partitions, Math.max(MIN_RECORDS_PER_PARTITION, recordsAtStart / Math.max(1, partitions.size())));
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Polls once and reviews the lag. */
    void step() {
        try {
            apply(consumer.poll(POLL_TIMEOUT));
        } catch (OffsetOutOfRangeException e) {
            skipToEnd(e.partitions(), "its offset no longer exists");
        }
        long now = nanos.getAsLong();
        if (!isComplete() || now - reviewNanos >= REVIEW_INTERVAL.toNanos()) {
            reviewNanos = now;
            review(now);
        }
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) {
        long now = nanos.getAsLong();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> partitionRecords = records.records(partition);
            if (awaitingFirstRecord.remove(partition)) {
                history.resetPartition(topic(partition), partition.partition(),
                        partitionRecords.getFirst().timestamp());
            }
            activity.begin(partition.topic(), partition.partition(), partitionRecords.getFirst().offset());
            int skipped = history.apply(topic(partition), partitionRecords);
            if (skipped > 0) {
                LOG.warn("skipped {} unreadable records of {} up to offset {}", skipped, partition,
                        partitionRecords.getLast().offset());
            }
            lagMonitor.recordRead(partition, partitionRecords.size(), now);
        }
        activity.end();
    }

    private void review(long now) {
        List<TopicPartition> farBehind = new ArrayList<>();
        boolean isKnown = true;
        for (TopicPartition partition : consumer.assignment()) {
            if (consumer.currentLag(partition).isEmpty()) {
                isKnown = false;
            } else if (lagMonitor.shouldSkipAhead(partition, consumer.currentLag(partition).getAsLong(), now)) {
                farBehind.add(partition);
            }
        }
        if (!farBehind.isEmpty()) {
            skipToEnd(farBehind, "records arrive faster than they can be read");
        }
        if (isKnown && lagMonitor.haveAllCaughtUp()) {
            complete.countDown();
        }
    }

    private void skipToEnd(Collection<TopicPartition> partitions, String why) {
        LOG.warn("restarting the history of {} near the end: {}", partitions, why);
        try {
            seek(partitions, MIN_RECORDS_PER_PARTITION);
        } catch (TimeoutException e) {
            LOG.warn("Kafka did not return the end offsets in time; retrying", e);
        }
    }

    /**
     * Seeks to the last {@code last} records of each partition. If there are more, the history of the partition begins
     * there.
     */
    private void seek(Collection<TopicPartition> partitions, long last) {
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long now = nanos.getAsLong();
        for (TopicPartition partition : partitions) {
            long start = starts.getOrDefault(partition, 0L);
            long from = Math.max(start, ends.getOrDefault(partition, start) - last);
            consumer.seek(partition, from);
            if (from > start) {
                // Corrected by the timestamp of the first record.
                history.resetPartition(topic(partition), partition.partition(), clock.millis());
                awaitingFirstRecord.add(partition);
            } else {
                history.resetPartition(topic(partition), partition.partition(), Long.MIN_VALUE);
            }
            lagMonitor.start(partition, now);
        }
    }

    private Topic topic(TopicPartition partition) {
        Topic topic = topics.get(partition.topic());
        if (topic == null) {
            throw new IllegalArgumentException(partition + " is not part of the history");
        }
        return topic;
    }
}
