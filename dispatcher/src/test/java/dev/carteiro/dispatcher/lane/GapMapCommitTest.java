package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.offsets.GapMap;
import dev.carteiro.dispatcher.scan.WrittenOffsets;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The response of a real broker to gap maps of every length. */
@ExtendWith(SharedBroker.class)
class GapMapCommitTest {
    /** The limit of the embedded broker. */
    private static final int BROKERS_LIMIT = 4_096;

    @Test
    void theLongestGapMapIsCommittedAndALongerOneIsReportedAsTooLong(Broker broker) {
        TopicPartition partition = new TopicPartition(broker.createTopic(broker.name("deliveries"), 1), 0);
        String group = broker.name("group");
        LaneClock clock = LaneClock.system();
        try (LaneProducer producer = producer(broker, clock);
                Consumer<byte[], byte[]> consumer = consumer(broker, group)) {
            ConsumerGroupMetadata member = consumer.groupMetadata();
            producer.initialize();

            assertThat(commit(producer, partition, member, GapMap.MAX_LENGTH)).isEqualTo(CommitOutcome.YES);
            assertThat(commit(producer, partition, member, BROKERS_LIMIT)).isEqualTo(CommitOutcome.YES);
            assertThat(committed(consumer, partition).metadata()).hasSize(BROKERS_LIMIT);
            assertThat(commit(producer, partition, member, BROKERS_LIMIT + 1)).isEqualTo(CommitOutcome.TOO_LONG);

            producer.replace();
            producer.initialize();
            assertThat(commit(producer, partition, member, 7)).isEqualTo(CommitOutcome.YES);
            assertThat(committed(consumer, partition).metadata()).hasSize(7);
            assertThat(broker.readAll(partition.topic())).as("nothing of the batch with the long gap map is written")
                    .hasSize(3);
        }
        assertThat(clock.agreed()).as("the brokers said what time it is")
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(clock.isInDoubt()).isFalse();
    }

    /** Waits until the transaction's end has reached the group's coordinator. */
    private static OffsetAndMetadata committed(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        return Objects.requireNonNull(consumer.committed(Set.of(partition), Duration.ofSeconds(30)).get(partition));
    }

    private static CommitOutcome commit(LaneProducer producer, TopicPartition partition, ConsumerGroupMetadata group,
            int length) {
        return producer.commit(List.of(new ProducerRecord<>(partition.topic(), new byte[1], new byte[2])),
                Map.of(partition, new OffsetAndMetadata(0, "x".repeat(length))), group,
                new WrittenOffsets(Set.of()));
    }

    private static Consumer<byte[], byte[]> consumer(Broker broker, String group) {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static LaneProducer producer(Broker broker, LaneClock clock) {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, broker.name("lane"));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) Duration.ofSeconds(30).toMillis());
        return new LaneProducer("lane",
                () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                new DispatcherMetrics(new SimpleMeterRegistry()), clock);
    }
}
