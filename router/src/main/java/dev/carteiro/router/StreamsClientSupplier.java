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
 * Kafka clients as Streams makes them itself, but for the producers' transactional ids: those of an instance with a name are
 * the same after a restart, and the ends of their transactions are told. Immutable.
 *
 * <pre>
 *   Streams   APPLICATION-RANDOM-THREAD     here   APPLICATION-INSTANCE-THREAD
 * </pre>
 *
 * <p>Streams (4.3.1) makes its part up at each start, where all stores are in memory. A router that was killed then leaves a
 * transaction that nobody ends before its timeout, and its successor is not told any offsets until then. With the same id
 * the successor's first act ends it. What fences a predecessor that is still alive is the group, as ever; a name that two
 * live routers share they already cannot have, because it is that of a static member.
 */
final class StreamsClientSupplier implements KafkaClientSupplier {
    static {
        DecompressionLimit.install();
    }

    private final String application;
    private final @Nullable String instance;
    private final OpenTransaction transaction;

    /**
     * @param instance {@code null} for one without a name, whose ids Streams makes up
     * @param transaction told when one ends
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
        return new TransactionTrackingProducer(named(config), transaction);
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

    /** Streams tells no processor that it has committed. */
    private static final class TransactionTrackingProducer extends KafkaProducer<byte[], byte[]> {
        private final OpenTransaction transaction;

        TransactionTrackingProducer(Map<String, Object> config, OpenTransaction transaction) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.transaction = transaction;
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            transaction.ended();
        }

        @Override
        public void abortTransaction() {
            transaction.ended();
            super.abortTransaction();
        }
    }

    private Map<String, Object> named(Map<String, Object> config) {
        if (instance == null || !(config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG) instanceof String madeUp)) {
            return config;
        }
        String thread = madeUp.substring(madeUp.lastIndexOf('-'));
        Map<String, Object> named = new HashMap<>(config);
        named.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, application + "-" + instance + thread);
        return named;
    }
}
