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
 * Reads the newest part of the attempts and dead letters, then follows them, on one thread of its own. The other methods
 * may be called from any.
 *
 * <pre>
 *   start: seek to the last records --> follow --- far behind for long, or its place is gone ---> seek to the last again
 *                                         ^                                                         |
 *                                         +-- what was held of that partition is let go, and said --+
 * </pre>
 */
public final class HistoryFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration REVIEW = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** About what a record takes in the index: more of them than fit need not be read at the start. */
    private static final int BYTES_OF_A_RECORD = 700;

    private static final long FEWEST = 100;

    /** A dead letter has its event with it, which was compressed: half a megabyte each, whatever the fetch had. */
    private static final int RECORDS_AT_ONCE = 50;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Topic> topics;
    private final HistoryIndex history;
    private final long atStart;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LagMonitor pursuit = new LagMonitor(PATIENCE);
    private final Set<TopicPartition> fresh = new HashSet<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Activity activity = new Activity();
    private final Thread thread;
    private long reviewNanos;
    private volatile boolean closed;

    /**
     * @param maxBytes of the history, which bounds what is read at the start
     * @param onFatal told when it can no longer follow; the process should end
     */
    public static HistoryFollower start(KafkaAccess access, TopicNames names, HistoryIndex history, long maxBytes,
            java.util.function.Consumer<Throwable> onFatal) {
        Map<String, Object> own = Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false", ConsumerConfig.CLIENT_ID_CONFIG,
                "carteiro-history", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE,
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
        atStart = maxBytes / BYTES_OF_A_RECORD;
        thread = VitalThread.unstarted("history", this::follow, onFatal);
    }

    /** Whether what was there at the start has been read. */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** What its thread is working on: the records of one poll and partition. */
    public Activity activity() {
        return activity;
    }

    /** @throws KafkaUnavailable if it is not complete in time */
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
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            while (!closed && !assign()) {
                LOG.warn("Kafka does not say what partitions there are of {}, asking again", topics.keySet());
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

    /** @return whether Kafka answered */
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
            seek(partitions, Math.max(FEWEST, atStart / Math.max(1, partitions.size())));
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** One round. */
    void step() {
        try {
            take(consumer.poll(POLL));
        } catch (OffsetOutOfRangeException e) {
            jump(e.partitions(), "the place is not there any more");
        }
        long now = nanos.getAsLong();
        if (!isComplete() || now - reviewNanos >= REVIEW.toNanos()) {
            reviewNanos = now;
            review(now);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        long now = nanos.getAsLong();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofIt = records.records(partition);
            if (fresh.remove(partition)) {
                history.begin(topic(partition), partition.partition(), ofIt.getFirst().timestamp());
            }
            activity.begin(partition.topic(), partition.partition(), ofIt.getFirst().offset());
            int strange = history.apply(topic(partition), ofIt);
            if (strange > 0) {
                LOG.warn("{} records of {} up to offset {} are none of ours and left out", strange, partition,
                        ofIt.getLast().offset());
            }
            pursuit.took(partition, ofIt.size(), now);
        }
        activity.end();
    }

    private void review(long now) {
        List<TopicPartition> hopeless = new ArrayList<>();
        boolean isKnown = true;
        for (TopicPartition partition : consumer.assignment()) {
            if (consumer.currentLag(partition).isEmpty()) {
                isKnown = false;
            } else if (pursuit.isHopeless(partition, consumer.currentLag(partition).getAsLong(), now)) {
                hopeless.add(partition);
            }
        }
        if (!hopeless.isEmpty()) {
            jump(hopeless, "more is written than can be read");
        }
        if (isKnown && pursuit.haveAllCaughtUp()) {
            complete.countDown();
        }
    }

    private void jump(Collection<TopicPartition> partitions, String why) {
        LOG.warn("history of {} begins anew: {}", partitions, why);
        try {
            seek(partitions, FEWEST);
        } catch (TimeoutException e) {
            LOG.warn("Kafka does not say where they end, asking again", e);
        }
    }

    /** To the last so many of each partition; where there are more, what is held of it begins there. */
    private void seek(Collection<TopicPartition> partitions, long last) {
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long now = nanos.getAsLong();
        for (TopicPartition partition : partitions) {
            long start = starts.getOrDefault(partition, 0L);
            long from = Math.max(start, ends.getOrDefault(partition, start) - last);
            consumer.seek(partition, from);
            if (from > start) {
                // Until its first record says when.
                history.begin(topic(partition), partition.partition(), clock.millis());
                fresh.add(partition);
            } else {
                history.begin(topic(partition), partition.partition(), Long.MIN_VALUE);
            }
            pursuit.began(partition, now);
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
