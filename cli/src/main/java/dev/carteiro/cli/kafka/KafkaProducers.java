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

/** Producers for commands, and their answers. Stateless. */
public final class KafkaProducers {
    private KafkaProducers() {
    }

    /** A new producer that waits for all replicas and gives up within half a minute; the caller closes it. */
    public static Producer<byte[], byte[]> producer(KafkaAccess access) {
        return new KafkaProducer<>(access.with(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.CLIENT_ID_CONFIG, "carteiro-cli", ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000)), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @param what the rest of a sentence that begins with "cannot" */
    public static RecordMetadata await(Future<RecordMetadata> sent, String what) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandException("cannot " + what + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted; could not " + what, e);
        }
    }
}
