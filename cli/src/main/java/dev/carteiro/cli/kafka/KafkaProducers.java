package dev.carteiro.cli.kafka;

import dev.carteiro.cli.CommandException;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates producers for commands, and waits for their acknowledgements. Stateless. */
public final class KafkaProducers {
    private KafkaProducers() {
    }

    /** Returns a new producer that waits for all replicas and fails after 30 seconds; the caller closes it. */
    public static Producer<byte[], byte[]> producer(KafkaAccess access) {
        return new KafkaProducer<>(access.with(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.CLIENT_ID_CONFIG, "carteiro-cli", ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000)), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Waits for an acknowledgement.
     *
     * @param action what the message says after "cannot", for example "write to events"
     */
    public static RecordMetadata await(Future<RecordMetadata> sent, String action) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandException("cannot " + action + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("cannot " + action + ": interrupted", e);
        }
    }
}
