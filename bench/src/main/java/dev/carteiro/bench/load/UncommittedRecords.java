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
 * Records in an open transaction. Readers of committed records see neither them nor the records behind them until they are
 * revealed. So a whole load becomes visible at once, and nothing is written during the measurement. Used by one thread.
 */
public final class UncommittedRecords implements AutoCloseable {
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(5);

    private final Producer<byte[], byte[]> producer;

    UncommittedRecords(KafkaAccess access, Map<String, Object> settings, String id) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        own.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
        producer = new KafkaProducer<>(access.with(own), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** Blocks only if the producer's buffer is full. */
    @SuppressWarnings("FutureReturnValueIgnored") // reveal() waits for all records, and fails if one failed
    public void write(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    /** Returns when all records are in the log. */
    public void flush() {
        producer.flush();
    }

    /** Commits the transaction. Can be called once. */
    public void reveal() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
