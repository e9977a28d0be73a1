package dev.carteiro.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.router.metrics.RouterMeter;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class RouterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();

    @TempDir
    Path directory;

    @Test
    void loadsAllSubscriptionsBeforeTheFirstEvent(Broker broker) throws Exception {
        TopicNames names = topics(broker);
        List<ProducerRecord<byte[], byte[]>> subscriptions = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            subscriptions.add(subscription(names, "s" + i));
        }
        broker.produceAll(subscriptions);
        try (Router router = start(broker, names)) {
            until(router::ready);
            broker.awaitRecords(names.applied(), 2_000, PATIENCE);
            until(() -> active() == 2_000);
        }
        // Written while no router runs: the next router must read all subscriptions before this event.
        broker.produce(names.events(), "k", "{\"id\": \"1\", \"event\": \"a\", \"data\": {}}");
        Path checkpoint = directory.resolve(names.routerGroup()).resolve("global").resolve(".checkpoint");
        Files.createDirectories(checkpoint.getParent());
        Files.writeString(checkpoint, "damaged");
        try (Router router = start(broker, names)) {
            until(router::ready);
            assertThat(active()).isEqualTo(2_000);
            List<ConsumerRecord<byte[], byte[]>> deliveries = broker.awaitRecords(names.deliveries(), 2_000, PATIENCE);
            assertThat(deliveries.stream().map(delivery -> new String(delivery.key(), StandardCharsets.UTF_8))
                    .collect(Collectors.toSet()))
                    .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> "s" + i).collect(Collectors.toSet()));
            // The delivery's version is the offset in the applied topic.
            Map<String, Long> offsets = broker.readAll(names.applied()).stream().collect(Collectors.toMap(
                    applied -> new String(applied.key(), StandardCharsets.UTF_8), ConsumerRecord::offset));
            assertThat(deliveries).allSatisfy(delivery -> assertThat(delivery.headers().lastHeader("version").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(offsets.get(new String(delivery.key(), StandardCharsets.UTF_8)) + ""));
        }
    }

    @Test
    void handsOverImmediatelyAndRoutesEachEventOnce(Broker broker) throws Exception {
        TopicNames names = topics(broker);
        broker.produce(subscription(names, "s"));
        Router first = start(broker, names);
        until(first::ready);
        until(() -> active() == 1);
        events(broker, names, 0, 500);
        first.close();
        first.close();
        try (Router second = start(broker, names)) {
            until(second::ready);
            events(broker, names, 500, 1_000);
            until(() -> active() == 1);
            until(second::ready);
            broker.awaitRecords(names.deliveries(), 1_000, PATIENCE);
            Set<String> ids = broker.readAll(names.deliveries()).stream()
                    .map(delivery -> new String(delivery.headers().lastHeader("event-id").value(),
                            StandardCharsets.UTF_8))
                    .collect(Collectors.toSet());
            assertThat(broker.readAll(names.deliveries())).hasSize(1_000);
            assertThat(ids).hasSize(1_000);
            broker.produce(names.events(), "k", "{\"id\": \"x\", \"event\": \"a\", \"data\": {}}");
            broker.awaitRecords(names.deliveries(), 1_001, PATIENCE);
            broker.produce(subscription(names, "s2"));
            until(() -> active() == 2);
        }
        assertThat(fatal).isNotDone();
    }

    /**
     * The broker accepts only smaller records than the router assumes, so that the thread and its replacement fail at
     * this record.
     */
    @Test
    void isNotReadyWhileItsThreadsFail(Broker broker) throws Exception {
        TopicNames names = topics(broker);
        try (Router router = start(broker, names)) {
            until(router::ready);
            assertThat(router.problem()).isEmpty();
            broker.admin().incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC,
                    names.quarantine()),
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "100"),
                            AlterConfigOp.OpType.SET))))
                    .all().get();
            broker.produce(names.events(), "k", "no event");
            until(() -> router.problem().filter(why -> why.startsWith("stream threads fail: ")).isPresent());
            assertThat(router.problem().orElseThrow()).contains("the last because of RecordTooLargeException");
        }
    }

    @Test
    void writesLargeFanoutsInPartsWithoutDelayingOtherEvents(Broker broker) {
        TopicNames names = topics(broker);
        broker.produceAll(IntStream.range(0, 40).mapToObj(i -> subscription(names, "s" + i)).toList());
        broker.produceAll(List.of(subscription(names, "other", "b")));
        String large = "{\"id\": \"large\", \"event\": \"a\", \"data\": {\"x\": \"" + "x".repeat(500_000) + "\"}}";
        try (Router router = Router.start(settings(broker, names, null)
                .withMaxTransactionBytes(RouterSettings.MIN_TRANSACTION_BYTES), meters, fatal::complete)) {
            until(router::ready);
            until(() -> active() == 41);
            broker.produce(names.events(), "k", large);
            broker.produce(names.events(), "k", "{\"id\": \"1\", \"event\": \"b\", \"data\": {}}");

            List<ConsumerRecord<byte[], byte[]>> deliveries = broker.awaitRecords(names.deliveries(), 41, PATIENCE);

            assertThat(deliveries).extracting(delivery -> new String(delivery.key(), StandardCharsets.UTF_8))
                    .doesNotHaveDuplicates();
            // Four deliveries fit into 2 MiB, so that ten parts were written and the topic was read ten times.
            assertThat(broker.readAll(names.fanout())).hasSize(10);
            until(() -> broker.committedOffsets(names.fanoutGroup()).values().stream()
                    .mapToLong(OffsetAndMetadata::offset).sum() >= 10);
            assertThat(broker.readAll(names.deliveries())).hasSize(41);
        }
        assertThat(fatal).isNotDone();
    }

    @Test
    void readsEventsFromBeforeTheFirstRouter(Broker broker) {
        TopicNames names = topics(broker);
        broker.produce(subscription(names, "s"));
        events(broker, names, 0, 3);
        try (Router router = start(broker, names)) {
            until(router::ready);
            until(() -> active() == 1);
            events(broker, names, 3, 4);
            // The first three events race with their subscription, but they must be read in any case.
            until(() -> meters.get(RouterMeter.EVENTS.spec().name()).counters().stream().mapToDouble(Counter::count)
                    .sum() == 4);
        }
    }

    @Test
    void doesNotStartAfterLosingItsOffsetsUntilTheyAreSet(Broker broker) throws Exception {
        TopicNames names = topics(broker);
        broker.produce(subscription(names, "s"));
        try (Router router = start(broker, names)) {
            until(router::ready);
            until(() -> active() == 1);
            events(broker, names, 0, 3);
            broker.awaitRecords(names.deliveries(), 3, PATIENCE);
        }
        deleteGroup(broker, names.routerGroup());

        assertThatThrownBy(() -> start(broker, names)).isInstanceOf(KafkaUnavailable.class)
                .hasMessage("group " + names.routerGroup() + " has no committed offsets, although routers have run:"
                        + " the offsets expired or were deleted. The router does not start from the beginning, because all"
                        + " retained events would be delivered again. Set the offsets with kafka-consumer-groups --group "
                        + names.routerGroup() + " --topic " + names.events() + " --reset-offsets --to-datetime"
                        + " (or --to-latest, --to-earliest) --execute");

        Map<TopicPartition, OffsetAndMetadata> chosen = new HashMap<>();
        for (int partition = 0; partition < 3; partition++) {
            TopicPartition events = new TopicPartition(names.events(), partition);
            chosen.put(events, new OffsetAndMetadata(broker.admin().listOffsets(Map.of(events, OffsetSpec.latest()))
                    .partitionResult(events).get().offset()));
        }
        broker.admin().alterConsumerGroupOffsets(names.routerGroup(), chosen).all().get();
        try (Router router = start(broker, names)) {
            until(router::ready);
            events(broker, names, 3, 4);
            broker.awaitRecords(names.deliveries(), 4, PATIENCE);
            assertThat(broker.readAll(names.deliveries())).extracting(
                    delivery -> new String(delivery.headers().lastHeader("event-id").value(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder("0", "1", "2", "3");
        }
    }

    /** Repeats the deletion, because a member that leaves is visible for a short time. */
    private static void deleteGroup(Broker broker, String group) {
        until(() -> {
            try {
                broker.admin().deleteConsumerGroups(List.of(group)).all().get();
                return true;
            } catch (ExecutionException | InterruptedException e) {
                return false;
            }
        });
    }

    @Test
    void endsWhenTheOffsetsOfTheFanoutTopicAreLost(Broker broker) throws Exception {
        TopicNames names = topics(broker);
        deleteGroup(broker, names.fanoutGroup());
        try (Router router = start(broker, names)) {
            assertThat(fatal.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InvalidOffsetException.class);
            assertThat(router.ready()).isFalse();
        }
    }

    /**
     * The open transaction of a killed router keeps offsets pending until it is ended, here for longer than this test
     * waits.
     */
    @Test
    void endsTheTransactionOfItsKilledPredecessor(Broker broker) {
        TopicNames names = topics(broker);
        broker.produce(subscription(names, "s"));
        TopicPartition source = new TopicPartition(names.events(), 0);
        try (KafkaConsumer<byte[], byte[]> nobody = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", names.routerGroup()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> killed = transactional(broker, names.routerGroup() + "-router-1-1")) {
            killed.initTransactions();
            killed.beginTransaction();
            killed.sendOffsetsToTransaction(Map.of(source, new OffsetAndMetadata(0)), nobody.groupMetadata());
            killed.flush();

            try (Router router = start(broker, names, "router-1")) {
                until(router::ready);
                until(() -> active() == 1);
                events(broker, names, 0, 3);
                broker.awaitRecords(names.deliveries(), 3, PATIENCE);
            }
        }
    }

    @Test
    void namesAMissingAppliedTopic(Broker broker) {
        TopicNames names = new TopicNames(broker.prefix());
        assertThatThrownBy(() -> start(broker, names))
                .isInstanceOf(StreamsException.class);
    }

    @Test
    void endsWhenTheEventTopicsAreMissing(Broker broker) throws Exception {
        TopicNames names = new TopicNames(broker.prefix());
        broker.createTopic(names.applied(), 1);
        broker.createTopic(names.subscriptions(), 1);
        try (Router router = start(broker, names)) {
            assertThat(fatal.get(60, TimeUnit.SECONDS)).isInstanceOf(MissingSourceTopicException.class);
            assertThat(router.ready()).isFalse();
        }
    }

    private Router start(Broker broker, TopicNames names) {
        return start(broker, names, null);
    }

    private Router start(Broker broker, TopicNames names, @Nullable String instance) {
        return Router.start(settings(broker, names, instance), meters, fatal::complete);
    }

    private RouterSettings settings(Broker broker, TopicNames names, @Nullable String instance) {
        return RouterSettings.of(names, AllowedTargets.NONE, broker.clientConfig(), directory).withInstance(instance);
    }

    private static KafkaProducer<byte[], byte[]> transactional(Broker broker, String id) {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10 * 60_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private double active() {
        return meters.get(RouterMeter.SUBSCRIPTIONS.spec().name()).tag("state", "active").gauge().value();
    }

    private static ProducerRecord<byte[], byte[]> subscription(TopicNames names, String id) {
        return subscription(names, id, "a");
    }

    private static ProducerRecord<byte[], byte[]> subscription(TopicNames names, String id, String type) {
        return new ProducerRecord<>(names.subscriptions(), id.getBytes(StandardCharsets.UTF_8),
                ("{\"targetUrl\": \"https://example.com\", \"event\": \"" + type + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void events(Broker broker, TopicNames names, int from, int to) {
        for (int i = from; i < to; i++) {
            broker.produce(names.events(), "k" + i, "{\"id\": \"" + i + "\", \"event\": \"a\", \"data\": {}}");
        }
    }

    private static TopicNames topics(Broker broker) {
        TopicNames names = new TopicNames(broker.prefix());
        try (TopicAdmin admin = new TopicAdmin(new KafkaAccess(broker.clientConfig()))) {
            admin.create(new TopicPlan(names, RetryTiers.DEFAULT, 3), Optional.of((short) 1));
        }
        return names;
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waited too long").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }
}
