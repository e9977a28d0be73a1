package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.metrics.PartitionState;
import dev.carteiro.dispatcher.offsets.OffsetTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * One assigned partition. Owned by the loop thread.
 *
 * <pre>
 *   flowing --- head not due: seek back ----------------------> waiting(until) --- time --> flowing
 *           --- no room, or the subscription not yet read ----> stalled(until), the rest of the poll kept --> flowing
 * </pre>
 */
final class Partition {
    /** The time for which the lateness of the record taken last is reported. */
    private static final Duration LATENESS_SHOWN_FOR = Duration.ofSeconds(2);

    private final Lease lease;
    private final Duration tier;
    private final OffsetTracker tracker;
    private final Deque<ConsumerRecord<byte[], byte[]>> kept = new ArrayDeque<>();
    private boolean parked;
    private boolean needsRoom;
    private long resumeNanos;
    private OffsetAndMetadata committed;
    private long lateMillis;
    private long tookNanos;
    private long stuckOffset = -1;
    private long stuckNanos;
    private long appendedOffset = -1;
    private long appendedMillis;
    private long appendedNanos;

    /**
     * Creates a partition in state flowing.
     *
     * @param tier the wait of the partition's records; zero for a partition of deliveries
     */
    Partition(Lease lease, Duration tier, OffsetAndMetadata committed) {
        this.lease = lease;
        this.tier = tier;
        this.committed = committed;
        tracker = new OffsetTracker(committed.offset(), committed.metadata());
    }

    Lease lease() {
        return lease;
    }

    OffsetTracker tracker() {
        return tracker;
    }

    Duration tier() {
        return tier;
    }

    /** Records the append time of a polled record, even if the record is polled again later. */
    void polled(ConsumerRecord<byte[], byte[]> record, long nowNanos) {
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME || record.offset() <= appendedOffset) {
            return;
        }
        boolean wentBack = record.timestamp() < appendedMillis;
        long known = appendedMillis + (nowNanos - appendedNanos) / 1_000_000;
        if (appendedOffset < 0 || wentBack || record.timestamp() > known) {
            appendedMillis = record.timestamp();
            appendedNanos = nowNanos;
        }
        appendedOffset = record.offset();
    }

    /**
     * Estimates the time of the leading broker by the latest polled record and the time since; it may be later but not
     * earlier.
     *
     * @return {@code null} if no record was polled
     */
    @Nullable
    Instant brokerTime(long nowNanos) {
        return appendedOffset < 0 ? null : Instant.ofEpochMilli(appendedMillis).plusNanos(nowNanos - appendedNanos);
    }

    /**
     * Returns the offset and gap map to commit. If the gap map is too long, this is the last commit's, which is still
     * valid: a commit that a broker rejects would delay the results of every other partition.
     *
     * @param longest the limit of the gap map in characters
     */
    OffsetAndMetadata offset(int longest) {
        String gapMap = tracker.gapMap();
        return gapMap.length() <= longest ? new OffsetAndMetadata(tracker.committable(), gapMap) : committed;
    }

    /** Returns true if the last committed offset or gap map differs from the given one. */
    boolean isBehind(OffsetAndMetadata now) {
        return committed.offset() != now.offset() || !committed.metadata().equals(now.metadata());
    }

    void committed(OffsetAndMetadata now) {
        committed = now;
        tracker.committed(now.offset());
    }

    /**
     * Records that a due record was taken.
     *
     * @param howLateMillis the time since it was due
     */
    void took(long howLateMillis, long nowNanos) {
        lateMillis = howLateMillis;
        tookNanos = nowNanos;
    }

    /**
     * Returns how late the head of the partition is, in milliseconds. While records flow, this is the lateness of the
     * one taken last; while the partition is stalled, it grows with time.
     */
    long lateMillis(long nowNanos) {
        return switch (state()) {
            case WAITING -> Math.max(0, nowNanos - resumeNanos) / 1_000_000;
            case STALLED -> Math.max(0, lateMillis + (nowNanos - tookNanos) / 1_000_000);
            case FLOWING -> nowNanos - tookNanos < LATENESS_SHOWN_FOR.toNanos() ? Math.max(0, lateMillis) : 0;
        };
    }

    PartitionState state() {
        if (!parked) {
            return PartitionState.FLOWING;
        }
        return kept.isEmpty() ? PartitionState.WAITING : PartitionState.STALLED;
    }

    boolean isParked() {
        return parked;
    }

    long resumeNanos() {
        return resumeNanos;
    }

    /** Parks the partition until its head is due; the rest of the poll is discarded. */
    void parkUntilDue(long nanos) {
        parked = true;
        needsRoom = false;
        resumeNanos = nanos;
    }

    /** Parks the partition until the given time, or until the lane has room; the rest of the poll is kept. */
    void stallUntil(long nanos, boolean forRoom, Collection<ConsumerRecord<byte[], byte[]>> rest) {
        parked = true;
        needsRoom = forRoom;
        resumeNanos = nanos;
        kept.addAll(rest);
    }

    boolean isWaitingForRoom() {
        return parked && needsRoom;
    }

    boolean mayResume(long nowNanos, boolean hasRoom) {
        return parked && (needsRoom ? hasRoom : nowNanos - resumeNanos >= 0);
    }

    /** Returns the time for which this record has waited for its subscription. Called on each try. */
    Duration stuckAt(long offset, long nowNanos) {
        if (offset != stuckOffset) {
            stuckOffset = offset;
            stuckNanos = nowNanos;
        }
        return Duration.ofNanos(nowNanos - stuckNanos);
    }

    /** Resumes the partition and returns the records that were kept; the caller takes them next. */
    Deque<ConsumerRecord<byte[], byte[]>> resume() {
        parked = false;
        Deque<ConsumerRecord<byte[], byte[]>> rest = new ArrayDeque<>(kept);
        kept.clear();
        return rest;
    }
}
