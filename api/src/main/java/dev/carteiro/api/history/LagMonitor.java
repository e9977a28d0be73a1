package dev.carteiro.api.history;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides when the follower should skip ahead in a partition. Owned by the follower's thread; time is in monotonic
 * nanoseconds.
 *
 * <p>A partition counts as caught up when its lag is no more than what arrived within the last second. If it has not
 * caught up for some time, its older records are skipped: the newest are of more use.
 */
final class LagMonitor {
    private static final long NEGLIGIBLE_LAG = 100;

    private final Duration maxBehindTime;
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();

    private static final class PartitionProgress {
        private long caughtUpNanos;
        private long secondNanos;
        private long thisSecond;
        private long lastSecond;
        private boolean hasCaughtUp;
    }

    /** @param maxBehindTime how long a partition may stay behind */
    LagMonitor(Duration maxBehindTime) {
        this.maxBehindTime = maxBehindTime;
    }

    /** Starts to watch a partition, or starts again. */
    void start(TopicPartition partition, long nowNanos) {
        PartitionProgress progress = new PartitionProgress();
        progress.caughtUpNanos = nowNanos;
        progress.secondNanos = nowNanos;
        partitions.put(partition, progress);
    }

    void recordRead(TopicPartition partition, int records, long nowNanos) {
        PartitionProgress progress = progress(partition);
        if (nowNanos - progress.secondNanos >= Duration.ofSeconds(1).toNanos()) {
            progress.secondNanos = nowNanos;
            progress.lastSecond = progress.thisSecond;
            progress.thisSecond = 0;
        }
        progress.thisSecond += records;
    }

    /**
     * Returns whether to skip the unread records.
     *
     * @param lag the number of unread records
     */
    boolean shouldSkipAhead(TopicPartition partition, long lag, long nowNanos) {
        PartitionProgress progress = progress(partition);
        if (lag <= Math.max(NEGLIGIBLE_LAG, Math.max(progress.thisSecond, progress.lastSecond))) {
            progress.caughtUpNanos = nowNanos;
            progress.hasCaughtUp = true;
            return false;
        }
        return nowNanos - progress.caughtUpNanos >= maxBehindTime.toNanos();
    }

    /** Returns whether each partition has caught up at least once. */
    boolean haveAllCaughtUp() {
        return partitions.values().stream().allMatch(progress -> progress.hasCaughtUp);
    }

    private PartitionProgress progress(TopicPartition partition) {
        PartitionProgress progress = partitions.get(partition);
        if (progress == null) {
            throw new IllegalArgumentException(partition + " is not watched");
        }
        return progress;
    }
}
