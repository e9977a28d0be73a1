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
 * Tries an endpoint: writes one marked delivery, for a dispatcher to send it at once, and waits for what the history says
 * of it. Safe for any thread.
 */
public final class TestDeliverySender implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final int GIVES_UP_MILLIS = 10_000;

    /** More are not waited for: they are told that theirs is under way. */
    private static final int WAITING_AT_ONCE = 200;

    private final Producer<byte[], byte[]> producer;
    private final TopicNames names;
    private final HistoryIndex history;
    private final FairPool places = new FairPool(WAITING_AT_ONCE);

    public TestDeliverySender(KafkaAccess access, TopicNames names, HistoryIndex history) {
        this.names = names;
        this.history = history;
        producer = new KafkaProducer<>(access.with(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.CLIENT_ID_CONFIG, "carteiro-test-deliveries", ProducerConfig.MAX_BLOCK_MS_CONFIG,
                GIVES_UP_MILLIS / 2, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVES_UP_MILLIS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVES_UP_MILLIS)), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Whom to try.
     *
     * @param id the subscription's
     * @param version its offset in the applied topic, for dispatchers to have read that far
     * @param context its own
     * @param tenant its own
     */
    public record Target(String id, long version, @Nullable String context, @Nullable String tenant) {
    }

    /**
     * Writes it and waits for its attempt.
     *
     * @param account whose places among those that wait are used
     * @throws KafkaUnavailable if it is not known to be written; it may be sent all the same
     */
    public TestResult send(Delivery delivery, String account, Duration atMost) throws InterruptedException {
        write(delivery);
        Optional<FairPool.Allocation> place = places.take(account, 1, Duration.ZERO);
        if (place.isEmpty()) {
            return new TestResult.Pending(delivery.id());
        }
        try (FairPool.Allocation _ = place.get()) {
            return history.await(delivery.id(), atMost)
                    .<TestResult>map(told -> new TestResult.Completed(delivery.id(), told))
                    .orElseGet(() -> new TestResult.Pending(delivery.id()));
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }

    /**
     * What is written for a test, by whoever has a producer.
     *
     * @throws IllegalArgumentException if the event is none
     */
    public static Delivery delivery(Target target, TestEvent event, Instant now) {
        return delivery(target, event, UUID.randomUUID(), now);
    }

    /**
     * As above, for a test that may be sent twice.
     *
     * @param id of the test
     */
    public static Delivery delivery(Target target, TestEvent event, UUID id, Instant now) {
        return delivery(target, event.event("test-" + id, target.context(), target.tenant(), now), now);
    }

    /** The key chooses the partition, as it does for the router. */
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
