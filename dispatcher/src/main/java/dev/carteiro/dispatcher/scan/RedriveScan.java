package dev.carteiro.dispatcher.scan;

import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.Redrive.Share;
import dev.carteiro.schemas.job.RedriveProgress;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The part of a redrive in one partition. Owned by the loop thread.
 *
 * <p>A dead letter that an earlier job covers is left to that job, even if the job has not reached it yet. So two jobs
 * never send the same letter, and the jobs' records alone determine which job sends which letter.
 *
 * <p>A job with {@code again} also sends such letters. It may find several letters of one delivery, one for each failed
 * round. It sends only the last one, which has the highest attempt number, and looks ahead for it with
 * {@link LastDeadLetters}.
 */
final class RedriveScan implements ScanSource {
    private final TopicNames names;
    private final int partition;
    private final Redrive job;
    private final Share share;
    private final List<Redrive> earlier;
    private final Pacer pacer;
    private final DispatcherMetrics metrics;
    private RedriveProgress progress;
    private long next;

    /** {@code null} for a job without {@code again}. */
    private @Nullable LastDeadLetters last;

    /**
     * Creates a scan that continues a predecessor's.
     *
     * @param earlier the jobs that were written before this one
     * @param progress the predecessor's progress; {@code null} if there was none
     */
    RedriveScan(TopicNames names, int partition, Redrive job, Share share, List<Redrive> earlier,
            @Nullable RedriveProgress progress, long nowNanos, DispatcherMetrics metrics) {
        this.names = names;
        this.partition = partition;
        this.job = job;
        this.share = share;
        this.earlier = List.copyOf(earlier);
        this.metrics = metrics;
        this.progress = progress == null ? new RedriveProgress(share.from(), 0, 0, false) : progress;
        next = this.progress.next();
        last = job.again() ? new LastDeadLetters(next, share.end()) : null;
        pacer = new Pacer(job.spacing(partition), nowNanos);
    }

    /** Returns the job's id. */
    String id() {
        return job.id();
    }

    boolean isDone() {
        return progress.done();
    }

    @Override
    public TopicPartition partition() {
        return new TopicPartition(names.deadLetters(), partition);
    }

    @Override
    public OptionalLong next(long nowNanos) {
        if (!progress.done() && last != null && !last.isComplete()) {
            return OptionalLong.of(last.next());
        }
        return progress.done() || pacer.permits(nowNanos) == 0 ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public @Nullable ScanChunk take(ScanBatch batch, Instant now, long nowNanos) {
        if (last != null && !last.isComplete()) {
            lookAhead(last, batch);
            return null;
        }
        int permits = pacer.permits(nowNanos);
        List<ProducerRecord<byte[], byte[]>> deliveries = new ArrayList<>();
        long skipped = 0;
        long end = last == null ? share.end() : last.knownTo();
        long cursor = batch.cursor();
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            if (record.offset() >= end) {
                break;
            }
            DeadLetter letter = record.offset() < next
                    ? null
                    : DeadLetter.read(record.key(), record.value(), record.headers());
            if (letter == null || !job.covers(partition, record.offset(), letter)
                    || (last != null && !last.isLast(letter.delivery().id(), record.offset()))) {
                continue;
            }
            if (!job.again() && isLeftToOthers(record.offset(), letter)) {
                skipped++;
            } else if (deliveries.size() == permits) {
                cursor = record.offset();
                break;
            } else {
                deliveries.add(redriven(letter.delivery(), record, now));
            }
        }
        long reached = Math.max(next, Math.min(cursor, end));
        RedriveProgress after = new RedriveProgress(reached, progress.emitted() + deliveries.size(),
                progress.skipped() + skipped, reached >= share.end());
        if (deliveries.isEmpty() && skipped == 0 && !after.done()) {
            advanceTo(reached);
            return null;
        }
        pacer.take(deliveries.size());
        return new RedriveChunk(after, deliveries);
    }

    private void lookAhead(LastDeadLetters ahead, ScanBatch batch) {
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            DeadLetter letter = record.offset() < ahead.next()
                    ? null
                    : DeadLetter.read(record.key(), record.value(), record.headers());
            if (letter != null && job.covers(partition, record.offset(), letter)) {
                ahead.add(letter.delivery().id(), record.offset());
            }
        }
        ahead.readTo(batch.cursor());
    }

    private void advanceTo(long reached) {
        next = reached;
        if (last != null && reached >= last.knownTo() && reached < share.end()) {
            last = new LastDeadLetters(reached, share.end());
        }
    }

    private boolean isLeftToOthers(long offset, DeadLetter letter) {
        return earlier.stream().anyMatch(other -> other.covers(partition, offset, letter));
    }

    private ProducerRecord<byte[], byte[]> redriven(Delivery delivery, ConsumerRecord<byte[], byte[]> record,
            Instant now) {
        return new ProducerRecord<>(names.deliveries(), partition, record.key(), record.value(),
                DeliveryCodec.headers(delivery.with(delivery.progress().redriven(now))));
    }

    private final class RedriveChunk implements ScanChunk {
        private final RedriveProgress after;
        private final List<ProducerRecord<byte[], byte[]>> deliveries;

        private RedriveChunk(RedriveProgress after, List<ProducerRecord<byte[], byte[]>> deliveries) {
            this.after = after;
            this.deliveries = deliveries;
        }

        @Override
        public int partition() {
            return partition;
        }

        @Override
        public List<ProducerRecord<byte[], byte[]>> deliveries() {
            return deliveries;
        }

        @Override
        public Map<JobKey, byte[]> notes() {
            return Map.of(new JobKey.ProgressKey(job.id(), partition), after.toJson());
        }

        @Override
        public void written(WrittenOffsets receipts) {
            progress = after;
            advanceTo(after.next());
            metrics.reemitted("redriven", deliveries.size());
        }
    }
}
