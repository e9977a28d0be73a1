package dev.carteiro.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.topic.TopicSpec;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedBroker.class)
@Timeout(60)
class TopicAdminTest {
    private static final Optional<Short> OF_THE_CLUSTER = Optional.empty();

    private Broker broker;
    private TopicPlan plan;
    private TopicAdmin admin;

    @BeforeEach
    void plan(Broker injected) {
        broker = injected;
        plan = new TopicPlan(new TopicNames(broker.prefix()), RetryTiers.parse("1s,5s"), 2);
        admin = new TopicAdmin(KafkaAccess.to(broker.bootstrapServers()));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createsEverythingInTheOrderOfThePlan() {
        assertThat(admin.create(plan, Optional.of((short) 1)))
                .isEqualTo(plan.all().stream().map(TopicSpec::name).toList());
        assertThat(admin.verify(plan)).isEmpty();
        assertThat(admin.partitions(plan.names().deliveries())).contains(2);
        assertThat(admin.partitions(plan.names().applied())).contains(1);
    }

    @Test
    void namesTopicsWithFewerCopiesThanRequested() {
        admin.create(plan, Optional.of((short) 1));

        assertThat(admin.verify(plan, Optional.of((short) 1))).isEmpty();
        assertThat(admin.verify(plan, Optional.of((short) 3))).hasSize(plan.all().size())
                .contains("topic " + plan.names().deliveries() + " has 1 copies of a partition, but needs 3:"
                        + " add some with kafka-reassign-partitions");
    }

    @Test
    void createsNothingTwiceAndMovesNoOffset() {
        admin.create(plan, OF_THE_CLUSTER);
        broker.produce(plan.names().deliveries(), "k", "v");
        Map<TopicPartition, OffsetAndMetadata> moved = Map.of(new TopicPartition(plan.names().deliveries(), 0),
                new OffsetAndMetadata(1, "gaps"));
        commit(moved);

        assertThat(admin.create(plan, OF_THE_CLUSTER)).isEmpty();

        assertThat(broker.committedOffsets(plan.names().dispatcherGroup())).containsAllEntriesOf(moved);
        assertThat(admin.verify(plan)).isEmpty();
    }

    @Test
    void createsOnlyMissingTopics() {
        broker.createTopics(List.of(topic(spec(plan.names().held()), config -> config)));
        assertThat(admin.create(plan, OF_THE_CLUSTER)).hasSize(plan.all().size() - 1)
                .doesNotContain(plan.names().held());
        assertThat(admin.verify(plan)).isEmpty();
    }

    /** Deletes topics. The controller confirms the deletion, but the broker may list the topics for a moment longer. */
    private void delete(List<String> topics) throws Exception {
        broker.admin().deleteTopics(topics).all().get();
        Awaitility.await().until(() -> admin.missing(topics).equals(topics));
    }

    @Test
    void onlyTheApiRequiresTheTopicOfItsIdempotencyKeys() throws Exception {
        admin.create(plan, OF_THE_CLUSTER);
        delete(List.of(plan.names().idempotency()));

        assertThat(admin.verify(plan)).containsExactly(
                "topic " + plan.names().idempotency() + " does not exist; create it with: carteiro topics");
        assertThat(admin.verify(new TopicPlan(plan.names(), plan.tiers(), plan.partitions(), false))).isEmpty();
    }

    @Test
    void writesTheFirstOffsetsOfTheDispatchersGroup() {
        admin.create(plan, OF_THE_CLUSTER);

        List<TopicPartition> expected = new ArrayList<>();
        for (String topic : plan.dispatchedTopics()) {
            expected.add(new TopicPartition(topic, 0));
            expected.add(new TopicPartition(topic, 1));
        }
        assertThat(broker.committedOffsets(plan.names().dispatcherGroup())).containsOnlyKeys(expected)
                .allSatisfy((partition, offset) -> assertThat(offset.offset()).isZero());
    }

    @Test
    void writesTheFirstOffsetsOfTheGroupThatReadsLargeFanouts() {
        admin.create(plan, OF_THE_CLUSTER);

        assertThat(broker.committedOffsets(plan.names().fanoutGroup()))
                .containsOnlyKeys(new TopicPartition(plan.names().fanout(), 0),
                        new TopicPartition(plan.names().fanout(), 1))
                .allSatisfy((partition, offset) -> assertThat(offset.offset()).isZero());
    }

    /** Upgrades an installation of an earlier version while its dispatchers run. */
    @Test
    void addsATopicAndItsFirstOffsetsWhileTheOtherGroupRuns() throws Exception {
        admin.create(plan, OF_THE_CLUSTER);
        delete(List.of(plan.names().fanout()));
        broker.admin().deleteConsumerGroups(List.of(plan.names().fanoutGroup())).all().get();
        assertThat(admin.verify(plan)).containsExactly(
                "topic " + plan.names().fanout() + " does not exist; create it with: carteiro topics");

        try (KafkaConsumer<byte[], byte[]> working = member(plan.names().dispatcherGroup())) {
            assertThat(admin.create(plan, OF_THE_CLUSTER)).containsExactly(plan.names().fanout());
            assertThat(working.groupMetadata().groupId()).isEqualTo(plan.names().dispatcherGroup());
        }
        assertThat(admin.verify(plan)).isEmpty();
    }

    private KafkaConsumer<byte[], byte[]> member(String group) {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put("group.id", group);
        config.put("group.protocol", "consumer");
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(plan.names().deliveries()));
        while (consumer.assignment().isEmpty()) {
            consumer.poll(Duration.ofMillis(50));
        }
        return consumer;
    }

    @Test
    void writesNoOffsetForAPartitionWithRecordsAndReportsIt() {
        broker.createTopics(List.of(topic(spec(plan.names().deliveries()), config -> config)));
        TopicPartition holding = new TopicPartition(plan.names().deliveries(),
                broker.produce(plan.names().deliveries(), "k", "v").partition());

        admin.create(plan, OF_THE_CLUSTER);

        assertThat(broker.committedOffsets(plan.names().dispatcherGroup())).doesNotContainKey(holding).hasSize(5);
        assertThat(admin.verify(plan)).containsExactly("group " + plan.names().dispatcherGroup()
                + " has no committed offset for 1 partitions (for example " + holding
                + "); carteiro topics writes those"
                + " of empty partitions; for others choose one with kafka-consumer-groups --reset-offsets");
    }

    @Test
    void reportsEveryMissingTopic() throws Exception {
        admin.create(plan, OF_THE_CLUSTER);
        List<String> gone = List.of(plan.names().applied(), plan.names().retry("5s"));
        delete(gone);

        assertThat(admin.missing(plan.all().stream().map(TopicSpec::name).toList())).isEqualTo(gone);
        assertThat(admin.partitions(gone.getFirst())).isEmpty();
        assertThat(admin.verify(plan)).containsExactly(
                "topic " + gone.get(0) + " does not exist; create it with: carteiro topics",
                "topic " + gone.get(1) + " does not exist; create it with: carteiro topics");
    }

    @Test
    void reportsInOneLineThatNoTopicExists() {
        assertThat(admin.verify(plan))
                .containsExactly("none of the " + plan.all().size() + " topics exists (for example "
                        + plan.names().deliveries() + "); create them with: carteiro topics");
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void reportsAnotherPartitionCount(int count) {
        broker.createTopics(List.of(new NewTopic(plan.names().deliveries(), count, (short) 1)
                .configs(spec(plan.names().deliveries()).config())));
        admin.create(plan, OF_THE_CLUSTER);

        assertThat(admin.verify(plan)).containsExactly("topic " + plan.names().deliveries() + " has " + count
                + " partitions, but needs 2; the partition count of an existing topic cannot be corrected");
    }

    @ParameterizedTest
    @CsvSource({"cleanup.policy, compact, delete", "cleanup.policy, 'compact,delete', delete",
            "message.timestamp.type, CreateTime, LogAppendTime", "retention.bytes, 1000000, -1",
            "retention.ms, 60000, at least 1209600000", "max.message.bytes, 1000, at least 1048588"})
    void reportsADifferentConfiguration(String name, String value, String expected) {
        broker.createTopics(List.of(topic(spec(plan.names().deliveries()), config -> {
            config.put(name, value);
            return config;
        })));
        admin.create(plan, OF_THE_CLUSTER);

        assertThat(admin.verify(plan)).containsExactly("topic " + plan.names().deliveries() + " has " + name + "="
                + value + ", but needs " + expected);
    }

    @Test
    void reportsThatTheAppliedTopicIsNotCompacted() {
        broker.createTopic(plan.names().applied(), 1);
        admin.create(plan, OF_THE_CLUSTER);

        assertThat(admin.verify(plan)).containsExactly(
                "topic " + plan.names().applied() + " has cleanup.policy=delete, but needs compact",
                "topic " + plan.names().applied()
                        + " has message.timestamp.type=CreateTime, but needs LogAppendTime");
    }

    @ParameterizedTest
    @CsvSource({"retention.ms, -1", "retention.ms, 99999999999", "max.message.bytes, 5000000"})
    void acceptsMoreThanPlanned(String name, String value) {
        broker.createTopics(List.of(topic(spec(plan.names().deliveries()), config -> {
            config.put(name, value);
            return config;
        })));
        admin.create(plan, OF_THE_CLUSTER);

        assertThat(admin.verify(plan)).isEmpty();
    }

    @Test
    void reportsMissingOffsets() throws Exception {
        admin.create(plan, OF_THE_CLUSTER);
        TopicPartition lost = new TopicPartition(plan.names().retry("1s"), 1);
        broker.admin().deleteConsumerGroupOffsets(plan.names().dispatcherGroup(), Set.of(lost)).all().get();

        assertThat(admin.verify(plan)).singleElement().asString().startsWith("group " + plan.names().dispatcherGroup()
                + " has no committed offset for 1 partitions (for example " + lost + "); ");
        admin.create(plan, OF_THE_CLUSTER);
        assertThat(admin.verify(plan)).isEmpty();
    }

    @Test
    void reportsWhatTheClusterRejected() {
        assertThatThrownBy(() -> admin.create(plan, Optional.of((short) 3))).isInstanceOf(KafkaUnavailable.class)
                .hasMessageStartingWith("cannot create topic " + plan.names().events() + ": ")
                .hasMessageContaining("replication factor").satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    }

    @Test
    void reportsAFailedCallInOneLine() {
        KafkaFutureImpl<String> late = new KafkaFutureImpl<>();
        late.completeExceptionally(new TimeoutException("timed out"));
        assertThatThrownBy(() -> AdminCalls.await(late, "list topics")).isInstanceOf(KafkaUnavailable.class)
                .hasMessage("cannot list topics: timed out").hasCauseInstanceOf(TimeoutException.class);
    }

    private TopicSpec spec(String name) {
        return plan.only(name::equals).getFirst();
    }

    private static NewTopic topic(TopicSpec spec, UnaryOperator<Map<String, String>> change) {
        return new NewTopic(spec.name(), spec.partitions(), (short) 1)
                .configs(change.apply(new HashMap<>(spec.config())));
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            broker.admin().alterConsumerGroupOffsets(plan.names().dispatcherGroup(), offsets).all().get(
                    Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
