package dev.carteiro.router;

import dev.carteiro.router.routing.OpenTransaction;
import dev.carteiro.schemas.wire.DecompressionLimit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates Kafka clients as Streams does itself, except for the producers: the transactional ids of a named instance are
 * stable across restarts, and the ends of transactions are reported. Immutable.
 *
 * <pre>
 *   Streams   APPLICATION-RANDOM-THREAD     here   APPLICATION-INSTANCE-THREAD
 * </pre>
 *
 * <p>Streams (4.3.1) generates its part at each start if all stores are in memory. A killed router then leaves an open
 * transaction until its timeout, and its successor cannot read any offsets until then. With a stable id, the successor
 * ends the transaction when it starts. The consumer group fences a predecessor that is still alive. Two live routers
 * cannot have the same name, because it is also the name of a static group member.
 */
final class StreamsClientSupplier implements KafkaClientSupplier {
    static {
        DecompressionLimit.install();
    }

    private final String application;
    private final @Nullable String instance;
    private final OpenTransaction transaction;

    /**
     * @param instance name of the instance; {@code null} for an instance without a name, whose ids Streams generates
     * @param transaction receives a call when a transaction ends
     */
    StreamsClientSupplier(String application, @Nullable String instance, OpenTransaction transaction) {
        this.application = application;
        this.instance = instance;
        this.transaction = transaction;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TransactionTrackingProducer(withStableId(config), transaction);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    /** Reports the ends of transactions, because Streams does not report commits to processors. */
    private static final class TransactionTrackingProducer extends KafkaProducer<byte[], byte[]> {
        private final OpenTransaction transaction;

        TransactionTrackingProducer(Map<String, Object> config, OpenTransaction transaction) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.transaction = transaction;
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            transaction.reset();
        }

        @Override
        public void abortTransaction() {
            transaction.reset();
            super.abortTransaction();
        }
    }

    private Map<String, Object> withStableId(Map<String, Object> config) {
        if (instance == null || !(config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG) instanceof String generated)) {
            return config;
        }
        String thread = generated.substring(generated.lastIndexOf('-'));
        Map<String, Object> named = new HashMap<>(config);
        named.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, application + "-" + instance + thread);
        return named;
    }
}
