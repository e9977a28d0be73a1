package dev.carteiro.runtime.subscriptions;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReading;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

/**
 * Follows the applied topic and answers, for any thread, what a subscription looks like now.
 *
 * <p>One thread owns the consumer and is the only writer of the map and of {@code position}. The topic has one
 * partition, so "has the view read version v" is a comparison of two numbers: records first, then the position, which is
 * volatile, so that whoever sees the position sees the records. Always read from offset 0: a reader that came back after
 * a tombstone was compacted away would otherwise never learn of the delete.
 */
public final class SubscriptionView implements Subscriptions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionView.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final SubscriptionReader reader;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread thread;
    private volatile long position;
    private volatile boolean closed;

    /** @param onFatal told when the view can no longer follow; the process should end */
    public static SubscriptionView start(KafkaAccess access, TopicNames names, SubscriptionReader reader,
            Consumer<Throwable> onFatal) {
        SubscriptionView view = new SubscriptionView(access, names, reader, onFatal);
        view.thread.start();
        return view;
    }

    private SubscriptionView(KafkaAccess access, TopicNames names, SubscriptionReader reader,
            Consumer<Throwable> onFatal) {
        this.reader = reader;
        partition = new TopicPartition(names.applied(), 0);
        consumer = new KafkaConsumer<>(
                access.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest", ConsumerConfig.CLIENT_ID_CONFIG, "carteiro-subscription-view",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false")),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = Thread.ofPlatform().name("subscription-view").unstarted(() -> follow(onFatal));
    }

    /** Whether everything has been read that was there at the start. */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** @return whether it was complete in time */
    public boolean awaitComplete(Duration atMost) throws InterruptedException {
        return complete.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Lookup find(String id, long version) {
        if (position <= version) {
            return Lookup.Behind.INSTANCE;
        }
        Subscription subscription = subscriptions.get(id);
        return subscription == null ? Lookup.Deleted.INSTANCE : new Lookup.Found(subscription);
    }

    public int size() {
        return subscriptions.size();
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

    private void follow(Consumer<Throwable> onFatal) {
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    apply(record.key(), record.value());
                }
                notePosition();
                if (end == null || position >= end) {
                    complete.countDown();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("closed");
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error("can no longer follow {}", partition.topic(), e);
                onFatal.accept(e);
            }
        }
    }

    private void notePosition() {
        try {
            position = consumer.position(partition);
        } catch (TimeoutException e) {
            // The leader is away; what was read stays in force until it is back.
            LOG.warn("no position in {} at the moment: {}", partition.topic(), e.getMessage());
        }
    }

    private void apply(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null) {
            return;
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            subscriptions.remove(id);
            return;
        }
        switch (read(id, value)) {
            case SubscriptionReading.Valid(Subscription subscription) -> subscriptions.put(id, subscription);
            case SubscriptionReading.Invalid invalid -> LOG.error(
                    "subscription {} in {} is not valid, its last version stays in force: {}", id, partition.topic(),
                    invalid.detail());
        }
    }

    /** The topic is ours, but one record that somebody else wrote must not stop every delivery. */
    private SubscriptionReading read(String id, byte[] value) {
        try {
            return reader.readApplied(id, value);
        } catch (RuntimeException e) {
            return new SubscriptionReading.Invalid(List.of(new SubscriptionReading.Problem("", e.toString())));
        }
    }
}
