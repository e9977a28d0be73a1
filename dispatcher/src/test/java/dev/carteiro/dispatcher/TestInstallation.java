package dev.carteiro.dispatcher;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.testkit.broker.Broker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Topics for one test and dispatchers on them, without a router: tests write applied subscriptions and deliveries. */
final class TestInstallation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Broker broker;
    private final TopicNames names;
    private final TopicPlan plan;
    private final List<Dispatcher> dispatchers = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private long applied;

    TestInstallation(Broker broker) {
        this.broker = broker;
        names = new TopicNames(broker.prefix());
        plan = new TopicPlan(names, RetryTiers.parse("200ms,1s,5s"), 3);
        try (TopicAdmin admin = new TopicAdmin(access())) {
            admin.create(plan, Optional.empty());
        }
    }

    TopicNames names() {
        return names;
    }

    Dispatcher startDispatcher() {
        Dispatcher dispatcher = Dispatcher.start(
                new DispatcherSettings(access(), names, plan.tiers(), AllowedTargets.parse(List.of("127.0.0.0/8")), "",
                        1,
                        Duration.ofMillis(50), 10_000, 64 * 1024 * 1024, Duration.ofHours(12), Duration.ZERO, "test"),
                new SimpleMeterRegistry(), failure::set);
        dispatchers.add(dispatcher);
        return dispatcher;
    }

    /** @return the version to name in deliveries */
    long apply(String id, String subscription) {
        broker.produce(names.applied(), id, subscription);
        return applied++;
    }

    long delete(String id) {
        broker.produce(new ProducerRecord<>(names.applied(), id.getBytes(StandardCharsets.UTF_8), null));
        return applied++;
    }

    void deliver(String deliveryId, String subscription, long version, String event) {
        deliverAll(List.of(deliveryId), subscription, version, event);
    }

    /** Writes a test delivery as the API does. */
    void test(String deliveryId, String subscription, long version) {
        test(deliveryId, subscription, version, null);
    }

    void test(String deliveryId, String subscription, long version, @Nullable String tenant) {
        Delivery delivery = new Delivery(deliveryId, subscription, version, "evt-" + deliveryId, "carteiro.test",
                "carteiro.test", tenant, "2025-02-10T15:30:50Z", EventFormat.JSON, Map.of(), null, Map.of(),
                Instant.now(),
                DeliveryProgress.NONE, "{\"event\":\"carteiro.test\",\"data\":{}}".getBytes(StandardCharsets.UTF_8))
                .asTest();
        broker.produce(new ProducerRecord<>(names.deliveries(), 1, subscription.getBytes(StandardCharsets.UTF_8),
                delivery.payload(), DeliveryCodec.headers(delivery)));
    }

    void deliverAll(List<String> deliveryIds, String subscription, long version, String event) {
        deliverAll(deliveryIds, subscription, version, null, event,
                IntStream.iterate(0, p -> (p + 1) % plan.partitions()));
    }

    /** Writes deliveries to the subscription's partition, as the router does, so that its dead letters are there too. */
    void deliverAsRouted(List<String> deliveryIds, String subscription, long version) {
        int partition = BuiltInPartitioner.partitionForKey(subscription.getBytes(StandardCharsets.UTF_8),
                plan.partitions());
        deliverAll(deliveryIds, subscription, version, null, "{\"event\":\"a\",\"data\":{}}",
                IntStream.generate(() -> partition));
    }

    /** Writes deliveries to one partition, so that they have an order. */
    void deliverInOrder(List<String> deliveryIds, String subscription, long version) {
        deliverInOrder(deliveryIds, subscription, version, null);
    }

    void deliverInOrder(List<String> deliveryIds, String subscription, long version, @Nullable String tenant) {
        deliverAll(deliveryIds, subscription, version, tenant, "{\"event\":\"a\",\"data\":{}}",
                IntStream.generate(() -> 1));
    }

    private void deliverAll(List<String> deliveryIds, String subscription, long version, @Nullable String tenant,
            String event, IntStream partitions) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        PrimitiveIterator.OfInt partition = partitions.iterator();
        for (String id : deliveryIds) {
            Delivery delivery = new Delivery(id, subscription, version, "evt-" + id, "person.created", "test", tenant,
                    "2025-02-10T15:30:50Z", EventFormat.JSON, Map.of(), null, Map.of(), Instant.now(),
                    DeliveryProgress.NONE,
                    event.getBytes(StandardCharsets.UTF_8));
            records.add(new ProducerRecord<>(names.deliveries(), partition.nextInt(),
                    subscription.getBytes(StandardCharsets.UTF_8), delivery.payload(),
                    DeliveryCodec.headers(delivery)));
        }
        broker.produceAll(records);
    }

    /** Writes deliveries to one partition of the longest retry tier, where they wait for an hour. */
    void park(int count, String subscription, long version) {
        Instant wake = Instant.now().plus(Duration.ofHours(1));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Delivery delivery = new Delivery("dlv_" + i, subscription, version, "evt-" + i, "person.created", "test",
                    null,
                    "2025-02-10T15:30:50Z", EventFormat.JSON, Map.of(), null, Map.of(), Instant.now(),
                    DeliveryProgress.NONE.waiting(wake, wake), "{}".getBytes(StandardCharsets.UTF_8));
            records.add(new ProducerRecord<>(plan.tiers().topics(names).getLast(), 0,
                    subscription.getBytes(StandardCharsets.UTF_8), delivery.payload(),
                    DeliveryCodec.headers(delivery)));
        }
        broker.produceAll(records);
    }

    void produceGarbage() {
        broker.produce(names.deliveries(), "sub", "garbage");
    }

    List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
        return broker.awaitRecords(topic, count, PATIENCE);
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return broker.readAll(topic);
    }

    /** Waits until the group has committed the end of every partition that it consumes. */
    void awaitEverythingCommitted() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            if (failure.get() != null) {
                throw new AssertionError("a dispatcher failed", failure.get());
            }
            Map<TopicPartition, OffsetAndMetadata> committed = broker.committedOffsets(names.dispatcherGroup());
            for (String topic : plan.dispatchedTopics()) {
                for (int p = 0; p < plan.partitions(); p++) {
                    TopicPartition partition = new TopicPartition(topic, p);
                    long end = broker.admin().listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition).get().offset();
                    OffsetAndMetadata offset = committed.get(partition);
                    if (offset == null || offset.offset() != end || !offset.metadata().isEmpty()) {
                        throw new AssertionError(partition + " ends at " + end + " but " + offset + " is committed");
                    }
                }
            }
        });
    }

    @Override
    public void close() {
        dispatchers.forEach(Dispatcher::close);
    }

    KafkaAccess access() {
        return KafkaAccess.to(broker.bootstrapServers());
    }
}
