package dev.carteiro.checker.publish;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes in transactions. After an unexpected failure the producer is replaced, which aborts its open transaction. Used by the
 * publisher's thread, except {@link #close}.
 */
final class TransactionalPublisher implements AutoCloseable {
    private final Map<String, Object> config;
    private volatile @Nullable Producer<byte[], byte[]> current;

    TransactionalPublisher(Map<String, Object> config) {
        this.config = config;
    }

    /**
     * Publishes one transaction.
     *
     * @param commit whether to commit or to abort it
     * @return the result; a transaction without a commit request has certainly failed
     */
    @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction throws the failure of a send
    PublishOutcome publish(List<ProducerRecord<byte[], byte[]>> records, boolean commit) {
        boolean asked = false;
        try {
            Producer<byte[], byte[]> producer = producer();
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record);
            }
            if (!commit) {
                producer.flush();
                producer.abortTransaction();
                return PublishOutcome.FAILED;
            }
            asked = true;
            producer.commitTransaction();
            return PublishOutcome.OK;
        } catch (KafkaException e) {
            close();
            return asked ? PublishOutcome.UNKNOWN : PublishOutcome.FAILED;
        }
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> old = current;
        current = null;
        if (old != null) {
            old.close(Duration.ZERO);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> producer = current;
        if (producer == null) {
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            current = producer;
            producer.initTransactions();
        }
        return producer;
    }
}
