package dev.carteiro.runtime.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What has been seen of one partition over time. Owned by the watch's thread; time is monotonic nanoseconds.
 *
 * <pre>
 *        committed            stable             end
 *   ---------|------------------|-----------------|
 *            |  lag, readable   |  of open transactions
 * </pre>
 *
 * <p>Offsets say how many records are behind, not since when. So the ends are remembered: the oldest unread record came
 * before the first look that saw an end beyond the committed offset.
 */
final class PartitionWatch {
    /** When they are full, every second one is forgotten: old ages get coarser, and none is lost. */
    private static final int MOST = 240;

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
     * @param nowCommitted the group's offset; its metadata moves where records are finished behind one that is not
     * @param nowStable end of what readers of committed records may read
     * @param nowEnd end of the partition
     */
    void seen(OffsetAndMetadata nowCommitted, long nowStable, long nowEnd, long nowNanos) {
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

    /** Records that could be read and are not yet committed. */
    long lag() {
        return Math.max(0, stable - committed.offset());
    }

    /** Age of the oldest of them, at least. */
    Duration age(long nowNanos) {
        return ends.isEmpty() ? Duration.ZERO : Duration.ofNanos(nowNanos - ends.getFirst().nanos());
    }

    /** How long nothing has been committed although there was something to read. */
    Duration still(long nowNanos) {
        return lag() == 0 ? Duration.ZERO : Duration.ofNanos(nowNanos - committedNanos);
    }

    /** How long the same open transaction has kept records from being read. */
    Duration open(long nowNanos) {
        return stable >= end ? Duration.ZERO : Duration.ofNanos(nowNanos - stableNanos);
    }

    private void thinOut() {
        if (ends.size() <= MOST) {
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
