package dev.carteiro.api.topic;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to one topic with acknowledgement by all in-sync replicas. Safe for any thread. */
public final class TopicWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWriter.class);
    private static final int WRITE_TIMEOUT_MILLIS = 10_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    /** @param name name of the Kafka client */
    public TopicWriter(KafkaAccess access, String topic, String name) {
        this.topic = topic;
        producer = new KafkaProducer<>(access.with(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.CLIENT_ID_CONFIG, "carteiro-" + name,
                ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.MAX_BLOCK_MS_CONFIG, WRITE_TIMEOUT_MILLIS / 2,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MILLIS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MILLIS)), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Writes a record and returns once it is acknowledged.
     *
     * @param value {@code null} for a delete, or for a record with headers only
     * @return the record's offset, and when Kafka appended it
     * @throws KafkaUnavailable if the write was not acknowledged; the record may be written nevertheless
     */
    public RecordMetadata append(String key, byte @Nullable [] value, Headers headers) throws InterruptedException {
        try {
            return producer.send(record(key, value, headers)).get();
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** Writes a record without waiting; logs a failure. */
    public void appendLater(String key, Headers headers) {
        try {
            Future<RecordMetadata> _ = producer.send(record(key, null, headers), (metadata, e) -> {
                if (e != null) {
                    LOG.warn("cannot write to {}: {}", topic, e.getMessage());
                }
            });
        } catch (KafkaException e) {
            LOG.warn("cannot write to {}: {}", topic, e.getMessage());
        }
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value, Headers headers) {
        return new ProducerRecord<>(topic, null, key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private KafkaUnavailable unavailable(Throwable reason) {
        return new KafkaUnavailable("cannot write to " + topic + ": " + reason.getMessage(), reason);
    }
}
