package dev.carteiro.testkit.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(SharedBroker.class)
class BrokerTest {
    @Test
    void readsProducedRecords(Broker broker) {
        String topic = broker.createTopic(broker.name("events"), 3);
        var withHeader = new ProducerRecord<byte[], byte[]>(topic, 2, bytes("k"), bytes("v"));
        withHeader.headers().add("trace", bytes("abc"));
        broker.produce(withHeader);
        broker.produce(topic, "deleted", null);

        List<ConsumerRecord<byte[], byte[]>> records = broker.readAll(topic);

        assertThat(records).hasSize(2);
        assertThat(records).filteredOn(record -> record.value() != null).singleElement().satisfies(record -> {
            assertThat(record.partition()).isEqualTo(2);
            assertThat(record.key()).isEqualTo(bytes("k"));
            assertThat(record.headers().lastHeader("trace").value()).isEqualTo(bytes("abc"));
        });
    }

    @Test
    void readsOnlyCommittedRecords(Broker broker) {
        String topic = broker.createTopic(broker.name("events"), 1);
        try (Producer<byte[], byte[]> producer = transactional(broker)) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, topic, "kept");
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, topic, "dropped");
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, topic, "still open");

            assertThat(broker.readAll(topic)).extracting(ConsumerRecord::value).containsExactly(bytes("kept"));
            producer.abortTransaction();
        }
    }

    @Test
    void showsAGroupsOffsetsWithTheirMetadata(Broker broker) throws Exception {
        TopicPartition partition = new TopicPartition(broker.createTopic(broker.name("events"), 2), 1);
        var offsets = Map.of(partition, new OffsetAndMetadata(7, "gaps"));
        broker.admin().alterConsumerGroupOffsets(broker.name("group"), offsets).all().get();

        assertThat(broker.committedOffsets(broker.name("group"))).isEqualTo(offsets);
        assertThat(broker.committedOffsets(broker.name("nobody"))).isEmpty();
    }

    @Test
    void waitsForTheRequestedNumberOfRecords(Broker broker) {
        String topic = broker.createTopic(broker.name("events"), 2);
        broker.produceAll(IntStream.range(0, 500)
                .mapToObj(i -> new ProducerRecord<>(topic, bytes("k" + i), bytes("v" + i))).toList());

        assertThat(broker.awaitRecords(topic, 500, Duration.ofSeconds(20))).hasSize(500);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> broker.awaitRecords(topic, 501, Duration.ofMillis(200)))
                .withMessage(topic + " has only 500 records after PT0.2S");
    }

    @Test
    void eachTestHasNamesOfItsOwn(Broker broker) throws Exception {
        broker.createTopic(broker.name("events"), 1);

        Set<String> topics = broker.admin().listTopics().names().get();

        assertThat(broker.prefix()).matches("t[0-9]+-");
        assertThat(topics).filteredOn(topic -> topic.startsWith(broker.prefix()))
                .containsExactly(broker.prefix() + "events");
    }

    private static Producer<byte[], byte[]> transactional(Broker broker) {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put("transactional.id", broker.name("writer"));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, String value) {
        assertThat(producer.send(new ProducerRecord<>(topic, bytes(value)))).succeedsWithin(Duration.ofSeconds(20));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
