package dev.carteiro.router;

import dev.carteiro.router.fault.DeserializationErrorHandler;
import dev.carteiro.router.fault.ProcessingErrorHandler;
import dev.carteiro.router.fault.ProductionErrorHandler;
import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.schemas.wire.DecompressedRecord;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** Configuration of Kafka Streams. Stateless. */
final class StreamsProperties {
    /** Time after which the partitions of a killed router move to another one. */
    static final int SESSION_TIMEOUT_MS = 10_000;

    /** Time for which the open transaction of a frozen router blocks its successor and all readers. */
    static final int TRANSACTION_TIMEOUT_MS = 15_000;

    /**
     * Time for which a router waits for an unavailable broker. After a commit that timed out, Streams (4.3.1) continues
     * with a producer that rejects every record. The thread then fails, and hangs while it closes that producer; it
     * keeps its partitions until its maximum poll interval is over.
     */
    private static final int BROKER_OUTAGE_TIMEOUT_MS = 15 * 60_000;

    private static final int PATTERN_REFRESH_MS = 30_000;

    /** Batch size of the producers. Deliveries of an event repeat its bytes, so that larger batches compress better. */
    private static final int BATCH_BYTES = 128 * 1024;

    /** Fetch size for large fan-outs, which is small because each record causes much work. */
    private static final int FANOUT_FETCH_BYTES = 4 * 1024 * 1024;

    private StreamsProperties() {
    }

    static Properties of(RouterSettings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.client());
        application(settings, properties);
        handlers(settings, properties);
        clients(settings, properties);
        return properties;
    }

    /**
     * Returns the properties of the application that writes large fan-outs. It reads one part at a time, so that each
     * part is a transaction of its own. Its initial offsets are written when the fan-out topic is created. If they are
     * missing, starting at either end would repeat or lose deliveries.
     */
    static Properties ofLargeFanouts(RouterSettings settings) {
        Properties properties = of(settings);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.names().fanoutGroup());
        if (settings.instance() != null) {
            properties.put(StreamsConfig.CLIENT_ID_CONFIG, settings.names().fanoutGroup() + "-" + settings.instance());
        }
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        main(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        main(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        main(properties, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FANOUT_FETCH_BYTES);
        return properties;
    }

    private static void application(RouterSettings settings, Properties properties) {
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.names().routerGroup());
        if (settings.instance() != null) {
            // Otherwise Streams would generate one at each start, and every client metric would become a new series.
            properties.put(StreamsConfig.CLIENT_ID_CONFIG, settings.names().routerGroup() + "-" + settings.instance());
        }
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, settings.poll().toMillis());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, DecompressedRecord.MAX_POLL_RECORDS);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    /** Replaces the default handlers, which stop the application. */
    @SuppressWarnings("deprecation") // the option for the global thread will be removed in Kafka 5, when its default becomes true
    private static void handlers(RouterSettings settings, Properties properties) {
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeserializationErrorHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingErrorHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionErrorHandler.class);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, settings.names().quarantine());
    }

    private static void clients(RouterSettings settings, Properties properties) {
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                DecompressedRecord.MAX_POLL_RECORDS);
        main(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        main(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        main(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 4);
        if (settings.instance() != null) {
            main(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
        }
        if (settings.events() instanceof EventTopics.TopicPattern) {
            main(properties, ConsumerConfig.METADATA_MAX_AGE_CONFIG, PATTERN_REFRESH_MS);
        }
        properties.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), BROKER_OUTAGE_TIMEOUT_MS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                BROKER_OUTAGE_TIMEOUT_MS);
    }

    private static void main(Properties properties, String name, Object value) {
        properties.put(StreamsConfig.mainConsumerPrefix(name), value);
    }
}
