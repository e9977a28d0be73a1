package dev.carteiro.api.registry;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the subscriptions topic, acknowledged by all replicas. Safe for any thread. */
final class Journal implements AutoCloseable {
    private static final int GIVES_UP_MILLIS = 10_000;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    Journal(KafkaAccess access, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(access.with(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.CLIENT_ID_CONFIG, "carteiro-api",
                ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.MAX_BLOCK_MS_CONFIG, GIVES_UP_MILLIS / 2,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVES_UP_MILLIS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVES_UP_MILLIS)), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Returns once it is written.
     *
     * @param value {@code null} for a delete
     * @return where it lies and when Kafka appended it
     * @throws KafkaUnavailable if it is not known to be written; it may be all the same
     */
    RecordMetadata append(String id, byte @Nullable [] value) throws InterruptedException {
        try {
            return producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value)).get();
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }

    private KafkaUnavailable unavailable(Throwable reason) {
        return new KafkaUnavailable("cannot write to " + topic + ": " + reason.getMessage(), reason);
    }
}
