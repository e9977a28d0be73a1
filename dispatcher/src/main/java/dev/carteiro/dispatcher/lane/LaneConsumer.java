package dev.carteiro.dispatcher.lane;

import dev.carteiro.schemas.wire.DecompressedRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates the consumer of a lane. Stateless. */
final class LaneConsumer {
    private LaneConsumer() {
    }

    static Consumer<byte[], byte[]> create(LaneSettings settings) {
        Map<String, Object> own = new HashMap<>();
        own.put(ConsumerConfig.GROUP_ID_CONFIG, settings.names().dispatcherGroup());
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.id());
        if (settings.isStatic()) {
            own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.id());
        }
        // KIP-848. The range assignor gives partition p of every topic to the same lane; the default, uniform, does not.
        own.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        own.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // The operator must set a missing offset: the beginning repeats deliveries, the end loses them.
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, DecompressedRecord.MAX_POLL_RECORDS);
        // Fetched records of a parked partition stay in memory until it resumes, and most partitions of retry topics are
        // parked. A record larger than this still arrives, alone.
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 128 * 1024);
        own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings.access().with(own), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
