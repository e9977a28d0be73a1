package dev.carteiro.dispatcher.scan;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.wire.DecompressedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition at a time, outside any group. Owned by the loop thread; never blocks. Its consumer exists only
 * while there is something to read.
 */
final class ScanReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScanReader.class);

    /** These limit the memory of a scan, together with the rule that only one chunk exists at a time. */
    private static final int MAX_RECORDS = DecompressedRecord.MAX_POLL_RECORDS;
    private static final int MAX_BYTES = 1024 * 1024;

    private final KafkaAccess access;
    private final String clientId;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable TopicPartition assigned;
    private long position;

    ScanReader(KafkaAccess access, String clientId) {
        this.access = access;
        this.clientId = clientId;
    }

    /**
     * Reads records from an offset.
     *
     * @return {@code null} if none has arrived yet; the caller repeats the call
     */
    @Nullable
    ScanBatch read(TopicPartition partition, long from) {
        try {
            return read(client(), partition, from);
        } catch (RetriableException e) {
            LOG.warn("{}: cannot read {}, retrying: {}", clientId, partition, e.getMessage());
            close();
            return null;
        }
    }

    private @Nullable ScanBatch read(Consumer<byte[], byte[]> client, TopicPartition partition, long from) {
        if (!partition.equals(assigned)) {
            client.assign(List.of(partition));
            client.seek(partition, from);
            assigned = partition;
        } else if (position != from) {
            client.seek(partition, from);
        }
        position = from;
        List<ConsumerRecord<byte[], byte[]>> records = client.poll(Duration.ZERO).records(partition);
        try {
            position = client.position(partition, Duration.ZERO);
        } catch (TimeoutException e) {
            position = -1; // the leader is unavailable; the polled records are read again
            return null;
        }
        // Transaction markers and aborted records also move the position.
        return records.isEmpty() && position <= from ? null : new ScanBatch(from, records, position);
    }

    /** Closes the consumer until the next read. */
    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            consumer = null;
            assigned = null;
        }
    }

    private Consumer<byte[], byte[]> client() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(
                    access.with(Map.of(ConsumerConfig.CLIENT_ID_CONFIG, clientId, ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                            "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                            // Reading continues after records that retention has deleted.
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS, ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                            MAX_BYTES, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_BYTES,
                            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100)),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }
}
