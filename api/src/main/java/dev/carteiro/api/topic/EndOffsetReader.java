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
 * Tells where a topic of one partition ends. Safe for any thread; a thread of its own owns the Kafka client.
 *
 * <p>One question is under way at a time, and whoever comes meanwhile shares the next one: an answer to a question that
 * was asked before somebody came says nothing of what was written before they came.
 *
 * <pre>
 *   readers   a    b c          d
 *   question  |--1--|----2----|---3---|       1 answers a; 2 answers b and c; 3 answers d
 * </pre>
 *
 * <p>The end is the one that writers' acknowledgements go by (the high watermark), also while somebody's transaction is
 * open before it.
 */
public final class EndOffsetReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndOffsetReader.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration atMost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Thread thread;
    private @Nullable CompletableFuture<Long> next;
    private volatile boolean closed;

    /**
     * @param name of the thread and the Kafka client
     * @param atMost for one question
     * @param onFatal told when nobody can be answered any more; the process should end
     */
    public EndOffsetReader(KafkaAccess access, String topic, String name, Duration atMost, Consumer<Throwable> onFatal) {
        this.atMost = atMost;
        partition = new TopicPartition(topic, 0);
        consumer = new KafkaConsumer<>(
                access.with(Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "carteiro-" + name,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) atMost.toMillis())),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = VitalThread.unstarted(name, this::answer, onFatal);
        thread.start();
    }

    /**
     * The topic's end at a moment after this call began.
     *
     * @throws KafkaUnavailable if nobody says so in time
     */
    public long now() throws InterruptedException {
        try {
            return ask().get(2 * atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailable("cannot ask for the end of " + partition.topic() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        thread.interrupt();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Long> ask() {
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

    private CompletableFuture<Long> awaitQuestion() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (next == null) {
                wanted.await();
            }
            CompletableFuture<Long> question = next;
            next = null;
            return question;
        } finally {
            lock.unlock();
        }
    }

    private void answer() {
        try (consumer) {
            while (!closed) {
                CompletableFuture<Long> question = awaitQuestion();
                try {
                    question.complete(consumer.endOffsets(List.of(partition), atMost).get(partition));
                } catch (KafkaException e) {
                    question.completeExceptionally(e);
                } catch (RuntimeException | Error e) {
                    question.completeExceptionally(e);
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
