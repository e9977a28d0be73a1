package dev.carteiro.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.runtime.kafka.CommittedOffsets;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A transaction that is open and never ends stands for one that the coordinator has not seen end. */
@ExtendWith(SharedBroker.class)
class PatientConsumerTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Broker broker;
    private String topic;
    private TopicPartition partition;

    @BeforeEach
    void createTopic(Broker shared) {
        broker = shared;
        topic = shared.createTopic(shared.prefix() + "events", 1);
        partition = new TopicPartition(topic, 0);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            records.add(new ProducerRecord<>(topic, new byte[1], new byte[1]));
        }
        shared.produceAll(records);
    }

    @Test
    void beginsWhereTheLogSaysWhereTheCoordinatorSaysNothing() {
        try (PatientConsumer consumer = consumer(wanted -> Optional.of(Map.of(partition, new OffsetAndMetadata(3))));
                KafkaProducer<byte[], byte[]> producer = producer()) {
            consumer.assign(Set.of(partition));
            leaveOpen(producer, consumer);

            assertThat(consumer.committed(Set.of(partition))).isEqualTo(Map.of(partition, new OffsetAndMetadata(3)));

            List<Long> offsets = new ArrayList<>();
            consumer.poll(PATIENCE).forEach(record -> offsets.add(record.offset()));
            assertThat(offsets).containsExactly(3L, 4L);
        }
    }

    @Test
    void waitsWhileTheLogShowsAnOpenTransaction() {
        try (PatientConsumer consumer = consumer(wanted -> Optional.empty());
                KafkaProducer<byte[], byte[]> producer = producer()) {
            consumer.assign(Set.of(partition));
            leaveOpen(producer, consumer);

            assertThatThrownBy(() -> consumer.committed(Set.of(partition))).isInstanceOf(TimeoutException.class);
        }
    }

    private PatientConsumer consumer(CommittedOffsets settled) {
        return new PatientConsumer(KafkaAccess.to(broker.bootstrapServers()).with(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, broker.prefix() + "router", ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none")), settled, SHORT);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(KafkaAccess.to(broker.bootstrapServers()).with(
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, broker.prefix() + "router")), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void leaveOpen(KafkaProducer<byte[], byte[]> producer, PatientConsumer consumer) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(1)), consumer.groupMetadata());
    }
}
