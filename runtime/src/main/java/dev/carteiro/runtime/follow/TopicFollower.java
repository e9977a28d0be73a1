package dev.carteiro.runtime.follow;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.logging.RateLimitedLog;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.runtime.vital.VitalThread;
import dev.carteiro.schemas.wire.DecompressedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Follows a topic with one partition, and passes every record to its {@link RecordApplier}, in order, on a thread of its own. The
 * other methods may be called from any thread.
 *
 * <p>"Has it read as far as offset n" compares two numbers. Records are applied before the volatile position is published, so a
 * thread that sees the position sees the records. Reading always starts at offset 0: a reader that started later could miss a
 * delete whose tombstone was compacted away.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** Longer than any key that Carteiro writes: an id of 256 characters, with a prefix. */
    private static final int MAX_KEY_BYTES = 2_048;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final RecordApplier applier;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Activity activity = new Activity();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final RateLimitedLog ignored = new RateLimitedLog(LOG, Level.WARN, "ignored records", System::nanoTime);
    private volatile long position;
    private volatile boolean closed;

    /** Applies records with all their metadata. Called by the follower's thread only. */
    @FunctionalInterface
    public interface RecordApplier {
        /** @param record its value is {@code null} for a delete */
        void apply(String key, ConsumerRecord<byte[], byte[]> record);
    }

    /** Applies records. Called by the follower's thread only. */
    @FunctionalInterface
    public interface Applier {
        /** @param value {@code null} for a delete */
        void apply(String key, byte @Nullable [] value, long offset);
    }

    /**
     * @param name of the thread and the Kafka client
     * @param onFatal called when the topic can no longer be followed; the process should end
     */
    public static TopicFollower start(KafkaAccess access, String topic, String name, Applier applier,
            Consumer<Throwable> onFatal) {
        return start(access, topic, name, (key, record) -> applier.apply(key, record.value(), record.offset()),
                onFatal);
    }

    /** Starts a follower for records whose time or headers matter. */
    public static TopicFollower start(KafkaAccess access, String topic, String name, RecordApplier applier,
            Consumer<Throwable> onFatal) {
        TopicFollower follower = new TopicFollower(access, topic, name, applier, onFatal);
        follower.thread.start();
        return follower;
    }

    private TopicFollower(KafkaAccess access, String topic, String name, RecordApplier applier,
            Consumer<Throwable> onFatal) {
        this.applier = applier;
        partition = new TopicPartition(topic, 0);
        consumer = new KafkaConsumer<>(
                access.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest", ConsumerConfig.CLIENT_ID_CONFIG, "carteiro-" + name,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, DecompressedRecord.MAX_POLL_RECORDS)),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = VitalThread.unstarted(name, this::follow, onFatal);
    }

    /** Returns whether everything that existed at the start has been read. */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** @return whether it became complete in time */
    public boolean awaitComplete(Duration atMost) throws InterruptedException {
        return complete.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @throws KafkaUnavailable if it does not become complete in time; the follower is then closed */
    public void requireComplete(Duration atMost) throws InterruptedException {
        if (!awaitComplete(atMost)) {
            close();
            throw new KafkaUnavailable(
                    "cannot read " + partition.topic() + " to its end within " + atMost.toSeconds() + " s", null);
        }
    }

    /** Returns what its thread is working on. */
    public Activity activity() {
        return activity;
    }

    /** Returns the offset below which everything has been applied. */
    public long position() {
        return position;
    }

    /** @return whether everything below this offset was applied in time */
    public boolean awaitPosition(long offset, Duration atMost) throws InterruptedException {
        if (position >= offset) {
            return true;
        }
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (position < offset && nanos > 0) {
                nanos = moved.awaitNanos(nanos);
            }
            return position >= offset;
        } finally {
            lock.unlock();
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
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Long end = consumer.endOffsets(List.of(partition)).get(partition);
            // An empty topic is complete at once, without waiting for a poll.
            publishPosition(end);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    activity.begin(record.topic(), record.partition(), record.offset());
                    apply(record);
                }
                activity.end();
                publishPosition(end);
            }
        } catch (WakeupException e) {
            LOG.debug("closed");
        } catch (RuntimeException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    /** Ignores unusable records: a client that may write to the topic must not be able to end the process. */
    private void apply(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        String unread = DecompressedRecord.problem(record.headers(), 0, Integer.MAX_VALUE);
        if (key == null || unread != null || key.length > MAX_KEY_BYTES) {
            ignore(record, unread != null
                    ? unread
                    : key == null ? "it has no key" : "its key has " + key.length + " bytes");
            return;
        }
        try {
            applier.apply(new String(key, StandardCharsets.UTF_8), record);
        } catch (RuntimeException e) {
            ignore(record, e.getClass().getName());
        }
    }

    private void ignore(ConsumerRecord<byte[], byte[]> record, String why) {
        ignored.write("ignored the record at offset " + record.offset() + " of " + record.topic()
                + ", which Carteiro did not write: " + why, Map.of("topic", record.topic()));
    }

    /** @param end the end offset at the start */
    private void publishPosition(@Nullable Long end) {
        try {
            publish(consumer.position(partition));
        } catch (TimeoutException e) {
            // The partition has no leader; what was read stays in force until it has one.
            LOG.warn("cannot read the position in {} now: {}", partition.topic(), e.getMessage());
        }
        if (end == null || position >= end) {
            complete.countDown();
        }
    }

    private void publish(long reached) {
        if (reached == position) {
            return;
        }
        lock.lock();
        try {
            position = reached;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
