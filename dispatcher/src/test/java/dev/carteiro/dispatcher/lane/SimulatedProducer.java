package dev.carteiro.dispatcher.lane;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own fake, whose transactions take virtual time and end in simulated topics. For one thread. */
final class SimulatedProducer extends MockProducer<byte[], byte[]> {
    private static final Duration COMMIT_COST = Duration.ofMillis(5);

    private final SimulatedTime time;
    private final SimulatedTopics topics;

    SimulatedProducer(SimulatedTime time, SimulatedTopics topics) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.time = time;
        this.topics = topics;
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        time.sleep(COMMIT_COST);
        List<ProducerRecord<byte[], byte[]>> written = history();
        clear();
        for (ProducerRecord<byte[], byte[]> record : written) {
            Integer partition = record.partition();
            if (partition != null && record.value() != null) {
                topics.append(new TopicPartition(record.topic(), partition), Objects.requireNonNull(record.key()),
                        Objects.requireNonNull(record.value()), record.headers());
            }
        }
        time.clock().broker().appended(time.now(), time.clock().nanos());
    }
}
