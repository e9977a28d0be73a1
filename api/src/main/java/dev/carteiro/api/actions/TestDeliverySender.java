package dev.carteiro.api.actions;

import dev.carteiro.api.history.HistoryIndex;
import dev.carteiro.api.limit.FairPool;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends test deliveries: writes one marked delivery, which a dispatcher sends at once, and waits for its attempt in the
 * history. Safe for any thread.
 */
public final class TestDeliverySender implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final int WRITE_TIMEOUT_MILLIS = 10_000;

    /** Further requests do not wait; their response says that the test is under way. */
    private static final int MAX_WAITING_REQUESTS = 200;

    private final Producer<byte[], byte[]> producer;
    private final TopicNames names;
    private final HistoryIndex history;
    private final FairPool places = new FairPool(MAX_WAITING_REQUESTS);

    public TestDeliverySender(KafkaAccess access, TopicNames names, HistoryIndex history) {
        this.names = names;
        this.history = history;
        producer = new KafkaProducer<>(access.with(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.CLIENT_ID_CONFIG, "carteiro-test-deliveries", ProducerConfig.MAX_BLOCK_MS_CONFIG,
                WRITE_TIMEOUT_MILLIS / 2, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MILLIS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MILLIS)), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * The subscription to test. Immutable.
     *
     * @param id the subscription's id
     * @param version its offset in the applied topic, up to which dispatchers must have read
     * @param context the subscription's context
     * @param tenant the subscription's tenant
     */
    public record Target(String id, long version, @Nullable String context, @Nullable String tenant) {
    }

    /**
     * Writes a test delivery and waits for its attempt.
     *
     * @param account the account whose waiting places are used
     * @throws KafkaUnavailable if the write was not acknowledged; the test may be sent nevertheless
     */
    public TestResult send(Delivery delivery, String account, Duration atMost) throws InterruptedException {
        write(delivery);
        Optional<FairPool.Allocation> place = places.take(account, 1, Duration.ZERO);
        if (place.isEmpty()) {
            return new TestResult.Pending(delivery.id());
        }
        try (FairPool.Allocation _ = place.get()) {
            return history.await(delivery.id(), atMost)
                    .<TestResult>map(attempt -> new TestResult.Completed(delivery.id(), attempt))
                    .orElseGet(() -> new TestResult.Pending(delivery.id()));
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    /**
     * Builds a test delivery, for callers with a producer of their own.
     *
     * @throws IllegalArgumentException if the event is invalid
     */
    public static Delivery delivery(Target target, TestEvent event, Instant now) {
        return delivery(target, event, UUID.randomUUID(), now);
    }

    /**
     * Builds a test delivery with a given id, which makes a repeated test the same delivery.
     *
     * @param id the test's id
     */
    public static Delivery delivery(Target target, TestEvent event, UUID id, Instant now) {
        return delivery(target, event.event("test-" + id, target.context(), target.tenant(), now), now);
    }

    /** Returns the record of a delivery. Its key chooses the partition, as the router's does. */
    public static ProducerRecord<byte[], byte[]> record(TopicNames names, Delivery delivery) {
        return new ProducerRecord<>(names.deliveries(), null, delivery.subscription().getBytes(StandardCharsets.UTF_8),
                delivery.payload(), DeliveryCodec.headers(delivery));
    }

    static Delivery delivery(Target target, Event event, Instant now) {
        String id = new DeliveryId(event.source(), event.id()).forSubscription(target.id());
        return new Delivery(id, target.id(), target.version(), event.id(), event.type(), event.source(),
                event.tenant(), event.time(), event.format(), event.attributes(), event.contentType(), Map.of(), now,
                DeliveryProgress.NONE, event.payload()).asTest();
    }

    private void write(Delivery delivery) throws InterruptedException {
        try {
            producer.send(record(names, delivery)).get();
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private KafkaUnavailable unavailable(Throwable reason) {
        return new KafkaUnavailable("cannot write to " + names.deliveries() + ": " + reason.getMessage(), reason);
    }
}
