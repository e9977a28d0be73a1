package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.scan.WrittenOffsets;
import dev.carteiro.runtime.settings.InvalidSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one transaction at a time and reports its outcome. Owned by the loop thread.
 *
 * <p>Every transaction commits the offsets of every partition whose results it contains. A transaction without offsets
 * is never fenced, and a successor could not see that its results were written.
 */
final class LaneProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneProducer.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_FENCED_IN_A_ROW = 5;

    private final String id;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final DispatcherMetrics metrics;
    private final LaneClock clock;
    private Producer<byte[], byte[]> producer;
    private Runnable unregister;
    private boolean initialized;
    private int fencedInARow;

    /** @param producers creates producers whose transactional id is the lane's id */
    LaneProducer(String id, Supplier<Producer<byte[], byte[]>> producers, DispatcherMetrics metrics, LaneClock clock) {
        this.id = id;
        this.producers = producers;
        this.metrics = metrics;
        this.clock = clock;
        producer = producers.get();
        unregister = metrics.observe(producer);
    }

    /**
     * Ends an open transaction of a predecessor with the same transactional id, and fences the predecessor.
     *
     * @throws KafkaException if Kafka does not respond in time; the caller may repeat the call
     */
    void initialize() {
        producer.initTransactions();
        initialized = true;
    }

    /**
     * Creates a new producer after {@link CommitOutcome#IN_DOUBT} or {@link CommitOutcome#TOO_LONG}; it must be initialized.
     */
    void replace() {
        unregister.run();
        producer.close(Duration.ZERO);
        producer = producers.get();
        unregister = metrics.observe(producer);
        initialized = false;
    }

    /**
     * Writes records and offsets in one transaction.
     *
     * @param receipts records the offset of each record; valid only if the outcome is {@link CommitOutcome#YES}
     */
    CommitOutcome commit(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group, WrittenOffsets receipts) {
        if (!initialized) {
            return CommitOutcome.NO;
        }
        Future<RecordMetadata> last = null;
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // commitTransaction throws the errors of a send.
                last = producer.send(record);
                receipts.sent(record, last);
            }
            producer.sendOffsetsToTransaction(offsets, group);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            return inDoubt(e);
        } catch (KafkaException e) {
            return abort(e);
        }
        try {
            producer.commitTransaction();
            fencedInARow = 0;
            recordBrokerTime(last);
            return CommitOutcome.YES;
        } catch (ProducerFencedException | InvalidProducerEpochException | TimeoutException e) {
            return inDoubt(e);
        } catch (KafkaException e) {
            // A send failed, or the group has rebalanced: the transaction is open and nothing of it is visible.
            return abort(e);
        }
    }

    @Override
    public void close() {
        unregister.run();
        producer.close(CLOSE_TIMEOUT);
    }

    private void recordBrokerTime(@Nullable Future<RecordMetadata> sent) {
        if (sent != null && sent.state() == Future.State.SUCCESS && sent.resultNow().hasTimestamp()) {
            clock.broker().appended(Instant.ofEpochMilli(sent.resultNow().timestamp()), clock.nanos());
        }
    }

    private CommitOutcome abort(KafkaException why) {
        if (isTooLong(why)) {
            return CommitOutcome.TOO_LONG;
        }
        LOG.warn("lane {}: commit aborted, its results will be sent again: {}", id, why.toString());
        try {
            producer.abortTransaction();
            return CommitOutcome.NO;
        } catch (KafkaException e) {
            return inDoubt(e);
        }
    }

    /** A transactional producer reports it as an unexpected error, with only the message left (Kafka 4.3.1). */
    private static boolean isTooLong(KafkaException why) {
        return why instanceof OffsetMetadataTooLarge
                || String.valueOf(why.getMessage()).contains(Errors.OFFSET_METADATA_TOO_LARGE.message());
    }

    private CommitOutcome inDoubt(KafkaException why) {
        if (why instanceof ProducerFencedException && ++fencedInARow >= MAX_FENCED_IN_A_ROW) {
            throw new InvalidSetting("another dispatcher runs with the same instance id: " + id
                    + " was fenced " + fencedInARow + " times in a row; give each dispatcher its own --instance-id");
        }
        LOG.warn("lane {}: commit in doubt, starting over from the committed offsets: {}", id,
                why.toString());
        return CommitOutcome.IN_DOUBT;
    }
}
