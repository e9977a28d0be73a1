package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class StableOffsetsTest {
    @Test
    void areThoseOfTheLastTransactionUnlessOneIsOpen(Broker broker) {
        String group = broker.prefix() + "settled";
        TopicPartition partition = new TopicPartition(broker.createTopic(broker.prefix() + "deliveries", 1), 0);
        KafkaAccess access = KafkaAccess.to(broker.bootstrapServers());
        StableOffsets settled = new StableOffsets(access, group);
        try (KafkaConsumer<byte[], byte[]> nobody = new KafkaConsumer<>(
                access.with(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group)), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        access.with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group)), new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            ConsumerGroupMetadata members = nobody.groupMetadata();
            producer.initTransactions();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(7, "gaps")), members);
            producer.commitTransaction();
            assertThat(settled.read(Set.of(partition))).contains(Map.of(partition, new OffsetAndMetadata(7, "gaps")));

            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(9, "")), members);
            assertThat(settled.read(Set.of(partition))).isEmpty();

            producer.abortTransaction();
            assertThat(settled.read(Set.of(partition))).contains(Map.of(partition, new OffsetAndMetadata(7, "gaps")));
        }
    }

    @Test
    void areUnknownIfKafkaDoesNotRespond() {
        assertThat(new StableOffsets(KafkaAccess.to("localhost:1"), "any").read(Set.of())).isEmpty();
    }
}
