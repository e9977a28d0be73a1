package dev.carteiro.bench.load;

import dev.carteiro.runtime.kafka.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records in a transaction of their own: they are there, but nobody who reads what is committed finds them, nor what lies behind
 * them, until they are revealed. So all of a load begins at once, and nobody writes while it is measured. Used by one thread.
 */
public final class UncommittedRecords implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Producer<byte[], byte[]> producer;

    UncommittedRecords(KafkaAccess access, Map<String, Object> settings, String id) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        own.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(LONGEST.toMillis()));
        producer = new KafkaProducer<>(access.with(own), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** Blocks only where the producer's buffer is full. */
    @SuppressWarnings("FutureReturnValueIgnored") // revealing waits for all of them, and fails for any
    public void write(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    /** All of them lie in the log. */
    public void flush() {
        producer.flush();
    }

    /** Once. */
    public void reveal() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
