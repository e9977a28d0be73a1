package dev.carteiro.api.topic;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.VitalThread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end offset of a topic with one partition. Safe for any thread; its own thread owns the Kafka client.
 *
 * <p>One read is in progress at a time, and callers that arrive meanwhile share the next one. They cannot share the
 * current one: its result may be older than writes that were acknowledged before they arrived.
 *
 * <pre>
 *   callers   a    b c          d
 *   reads     |--1--|----2----|---3---|       1 serves a; 2 serves b and c; 3 serves d
 * </pre>
 *
 * <p>The end is the high watermark, by which writers' acknowledgements go, also while a transaction is open before it.
 */
public final class EndOffsetReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndOffsetReader.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration atMost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Thread thread;
    private @Nullable CompletableFuture<Long> next;
    private volatile boolean closed;

    /**
     * @param name name of the thread and the Kafka client
     * @param atMost timeout of one read
     * @param onFatal is called when the thread has failed; the process should then end
     */
    public EndOffsetReader(KafkaAccess access, String topic, String name, Duration atMost,
            Consumer<Throwable> onFatal) {
        this.atMost = atMost;
        partition = new TopicPartition(topic, 0);
        consumer = new KafkaConsumer<>(
                access.with(Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "carteiro-" + name,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) atMost.toMillis())),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = VitalThread.unstarted(name, this::serve, onFatal);
        thread.start();
    }

    /**
     * Returns the topic's end offset at a time after this call began.
     *
     * @throws KafkaUnavailable if Kafka does not respond in time
     */
    public long read() throws InterruptedException {
        try {
            return nextRead().get(2 * atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailable("cannot read the end offset of " + partition.topic() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        thread.interrupt();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Long> nextRead() {
        lock.lock();
        try {
            if (next == null) {
                next = new CompletableFuture<>();
                wanted.signal();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Long> awaitRequest() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (next == null) {
                wanted.await();
            }
            CompletableFuture<Long> request = next;
            next = null;
            return request;
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        try (consumer) {
            while (!closed) {
                CompletableFuture<Long> request = awaitRequest();
                try {
                    request.complete(consumer.endOffsets(List.of(partition), atMost).get(partition));
                } catch (KafkaException e) {
                    request.completeExceptionally(e);
                } catch (RuntimeException | Error e) {
                    request.completeExceptionally(e);
                    throw e;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("closed");
        } catch (RuntimeException e) {
            if (!closed) {
                throw e;
            }
        }
    }
}
