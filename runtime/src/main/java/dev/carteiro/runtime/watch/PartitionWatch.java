package dev.carteiro.runtime.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The observed progress of one partition. Owned by the watch's thread; times are monotonic nanoseconds.
 *
 * <pre>
 *        committed            stable             end
 *   ---------|------------------|-----------------|
 *            |  lag, readable   |  of open transactions
 * </pre>
 *
 * <p>Offsets give the number of unread records, but not their age. So end offsets are remembered: the oldest unread record was
 * written before the first observation of an end beyond the committed offset.
 */
final class PartitionWatch {
    /** Beyond this, every second end is forgotten: ages get coarser, but none is lost. */
    private static final int MAX_REMEMBERED_ENDS = 240;

    private record EndObservation(long nanos, long end) {
    }

    private final Deque<EndObservation> ends = new ArrayDeque<>();
    private OffsetAndMetadata committed = new OffsetAndMetadata(0);
    private long committedNanos;
    private long stable = -1;
    private long stableNanos;
    private long end;

    PartitionWatch(long nowNanos) {
        committedNanos = nowNanos;
        stableNanos = nowNanos;
    }

    /**
     * Records one observation.
     *
     * @param nowCommitted the group's offset; its metadata changes when records behind an unfinished one are finished
     * @param nowStable last stable offset: the end for readers of committed records
     * @param nowEnd end of the partition
     */
    void observe(OffsetAndMetadata nowCommitted, long nowStable, long nowEnd, long nowNanos) {
        if (!committed.equals(nowCommitted) || nowStable <= nowCommitted.offset()) {
            committed = nowCommitted;
            committedNanos = nowNanos;
        }
        if (stable != nowStable || nowStable >= nowEnd) {
            stable = nowStable;
            stableNanos = nowNanos;
        }
        end = nowEnd;
        ends.removeIf(seen -> seen.end() <= committed.offset());
        if (lag() > 0 && (ends.isEmpty() || ends.getLast().end() < stable)) {
            ends.addLast(new EndObservation(nowNanos, stable));
            thinOut();
        }
    }

    long committed() {
        return committed.offset();
    }

    /** Returns the number of readable records that are not committed. */
    long lag() {
        return Math.max(0, stable - committed.offset());
    }

    /** Returns the minimum age of the oldest of them. */
    Duration age(long nowNanos) {
        return ends.isEmpty() ? Duration.ZERO : Duration.ofNanos(nowNanos - ends.getFirst().nanos());
    }

    /** Returns how long nothing has been committed although there are readable records. */
    Duration stallTime(long nowNanos) {
        return lag() == 0 ? Duration.ZERO : Duration.ofNanos(nowNanos - committedNanos);
    }

    /** Returns how long the same open transaction has kept records from being read. */
    Duration openTransactionTime(long nowNanos) {
        return stable >= end ? Duration.ZERO : Duration.ofNanos(nowNanos - stableNanos);
    }

    private void thinOut() {
        if (ends.size() <= MAX_REMEMBERED_ENDS) {
            return;
        }
        boolean keep = true;
        for (Iterator<EndObservation> each = ends.iterator(); each.hasNext();) {
            each.next();
            if (!keep) {
                each.remove();
            }
            keep = !keep;
        }
    }
}
