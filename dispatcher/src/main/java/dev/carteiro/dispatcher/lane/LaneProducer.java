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
 * One transaction at a time, and a clear answer about how it ended. Owned by the loop thread.
 *
 * <p>Every transaction commits offsets for every partition whose results it contains: one without offsets is never
 * fenced, and a successor could then not tell that the results are there.
 */
final class LaneProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneProducer.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final int MAX_FENCED_IN_A_ROW = 5;

    private final String id;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final DispatcherMetrics metrics;
    private final LaneClock clock;
    private Producer<byte[], byte[]> producer;
    private Runnable forget;
    private boolean initialized;
    private int fencedInARow;

    /** @param producers all with this lane's id for their transactional id */
    LaneProducer(String id, Supplier<Producer<byte[], byte[]>> producers, DispatcherMetrics metrics, LaneClock clock) {
        this.id = id;
        this.producers = producers;
        this.metrics = metrics;
        this.clock = clock;
        producer = producers.get();
        forget = metrics.observe(producer);
    }

    /**
     * Ends whatever a predecessor with the same transactional id left open, and fences it.
     *
     * @throws KafkaException if Kafka does not answer in time; call it again
     */
    void initialize() {
        producer.initTransactions();
        initialized = true;
    }

    /** After {@link CommitOutcome#IN_DOUBT} or {@link CommitOutcome#TOO_LONG}: a new producer with the same transactional id, still to be initialized. */
    void replace() {
        forget.run();
        producer.close(Duration.ZERO);
        producer = producers.get();
        forget = metrics.observe(producer);
        initialized = false;
    }

    /** @param receipts are told of each record; what they hold counts if the answer is {@link CommitOutcome#YES} */
    CommitOutcome commit(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group, WrittenOffsets receipts) {
        if (!initialized) {
            return CommitOutcome.NO;
        }
        Future<RecordMetadata> last = null;
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // commitTransaction throws what went wrong with a send.
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
            noteBrokerTime(last);
            return CommitOutcome.YES;
        } catch (ProducerFencedException | InvalidProducerEpochException | TimeoutException e) {
            return inDoubt(e);
        } catch (KafkaException e) {
            // A send failed, or the group has moved on: the transaction is open and nothing of it is visible.
            return abort(e);
        }
    }

    @Override
    public void close() {
        forget.run();
        producer.close(CLOSE);
    }

    private void noteBrokerTime(@Nullable Future<RecordMetadata> sent) {
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

    /** For a transactional producer it is an unforeseen error, of which only the words are left (Kafka 4.3.1). */
    private static boolean isTooLong(KafkaException why) {
        return why instanceof OffsetMetadataTooLarge
                || String.valueOf(why.getMessage()).contains(Errors.OFFSET_METADATA_TOO_LARGE.message());
    }

    private CommitOutcome inDoubt(KafkaException why) {
        if (why instanceof ProducerFencedException && ++fencedInARow >= MAX_FENCED_IN_A_ROW) {
            throw new InvalidSetting("another dispatcher runs with the same instance id: " + id
                    + " was fenced " + fencedInARow + " times in a row; give each its own --instance-id");
        }
        LOG.warn("lane {}: commit in doubt, starting over from the committed offsets: {}", id,
                why.toString());
        return CommitOutcome.IN_DOUBT;
    }
}
