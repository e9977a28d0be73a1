package dev.carteiro.dispatcher.lane;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka clients of a lane. Immutable; only the loop thread uses the clients.
 *
 * @param consumer the lane's only consumer
 * @param producers creates a producer, always with the same transactional id: a commit in doubt ends the one before
 * @param settledOffsets reads the committed offsets without the consumer, see {@link StableOffsets}
 */
record LaneClients(Consumer<byte[], byte[]> consumer, Supplier<Producer<byte[], byte[]>> producers,
        CommittedOffsets settledOffsets) {
    static LaneClients of(LaneSettings settings) {
        return new LaneClients(LaneConsumer.create(settings), () -> producer(settings),
                new StableOffsets(settings.access(), settings.names().dispatcherGroup()));
    }

    private static Producer<byte[], byte[]> producer(LaneSettings settings) {
        return new KafkaProducer<>(
                settings.access().with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.id(),
                        // A suspended owner blocks its successor's reads for this long.
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000, ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000, ProducerConfig.LINGER_MS_CONFIG, 2, ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024,
                        CommonClientConfigs.CLIENT_ID_CONFIG, settings.id())),
                new ByteArraySerializer(), new ByteArraySerializer());
    }
}
