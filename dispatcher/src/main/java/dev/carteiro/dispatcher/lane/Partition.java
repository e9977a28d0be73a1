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
 *   flowing --- head not due: seek back -----------------> waiting(until) --- time --> flowing
 *           --- no room, or a subscription not yet known --> stalled(until), the rest of the poll kept --> flowing
 * </pre>
 */
final class Partition {
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

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

    /** @param tier how long records wait here; zero for a partition of deliveries */
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

    /** A record has been polled, if only to be looked at again later. */
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
     * The time of the broker that leads it, which may be later, but not earlier: from the latest record that was polled, and
     * the time since. {@code null} where no record was.
     */
    @Nullable
    Instant brokerTime(long nowNanos) {
        return appendedOffset < 0 ? null : Instant.ofEpochMilli(appendedMillis).plusNanos(nowNanos - appendedNanos);
    }

    /**
     * What a commit says of it now. Where the gap map is too long although nothing new is finished, what the last commit
     * said, which is still true: a commit that a broker refuses would keep back the results of every other partition.
     *
     * @param longest gap map, in characters
     */
    OffsetAndMetadata offset(int longest) {
        String gapMap = tracker.gapMap();
        return gapMap.length() <= longest ? new OffsetAndMetadata(tracker.committable(), gapMap) : committed;
    }

    /** Whether the group's offset, as far as this lane knows, is another one. */
    boolean isBehind(OffsetAndMetadata now) {
        return committed.offset() != now.offset() || !committed.metadata().equals(now.metadata());
    }

    void committed(OffsetAndMetadata now) {
        committed = now;
        tracker.committed(now.offset());
    }

    /** A record has been looked at that could go at once, so long after it could have. */
    void took(long howLateMillis, long nowNanos) {
        lateMillis = howLateMillis;
        tookNanos = nowNanos;
    }

    /** How late its head is: what was taken last says so for a moment, what is stalled gets later all the time. */
    long lateMillis(long nowNanos) {
        return switch (state()) {
            case WAITING -> Math.max(0, nowNanos - resumeNanos) / 1_000_000;
            case STALLED -> Math.max(0, lateMillis + (nowNanos - tookNanos) / 1_000_000);
            case FLOWING -> nowNanos - tookNanos < A_MOMENT.toNanos() ? Math.max(0, lateMillis) : 0;
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

    /** The head is not due; nothing of the poll is kept. */
    void waitUntil(long nanos) {
        parked = true;
        needsRoom = false;
        resumeNanos = nanos;
    }

    /** The rest of the poll is kept and looked at again at that time, or when the lane has room. */
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

    /** How long the same record has been held up for want of its subscription. Asked each time that it is. */
    Duration stuckAt(long offset, long nowNanos) {
        if (offset != stuckOffset) {
            stuckOffset = offset;
            stuckNanos = nowNanos;
        }
        return Duration.ofNanos(nowNanos - stuckNanos);
    }

    /** Flowing again; the caller goes on with what was kept. */
    Deque<ConsumerRecord<byte[], byte[]>> resume() {
        parked = false;
        Deque<ConsumerRecord<byte[], byte[]>> rest = new ArrayDeque<>(kept);
        kept.clear();
        return rest;
    }
}
