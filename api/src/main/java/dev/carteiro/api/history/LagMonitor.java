package dev.carteiro.api.history;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Says when it is no use to run after a partition any longer. Owned by the follower's thread; time is monotonic
 * nanoseconds.
 *
 * <p>A partition counts as caught up when what is left of it is no more than what has lately come in a second. One that
 * has not been caught up with for some time is to be left where it is: its end is of more interest.
 */
final class LagMonitor {
    private static final long FEW = 100;

    private final Duration patience;
    private final Map<TopicPartition, PartitionProgress> runners = new HashMap<>();

    private static final class PartitionProgress {
        private long caughtUpNanos;
        private long secondNanos;
        private long thisSecond;
        private long lastSecond;
        private boolean hasCaughtUp;
    }

    /** @param patience how long a partition may be behind */
    LagMonitor(Duration patience) {
        this.patience = patience;
    }

    /** From here on it is followed. */
    void began(TopicPartition partition, long nowNanos) {
        PartitionProgress runner = new PartitionProgress();
        runner.caughtUpNanos = nowNanos;
        runner.secondNanos = nowNanos;
        runners.put(partition, runner);
    }

    void took(TopicPartition partition, int records, long nowNanos) {
        PartitionProgress runner = runner(partition);
        if (nowNanos - runner.secondNanos >= Duration.ofSeconds(1).toNanos()) {
            runner.secondNanos = nowNanos;
            runner.lastSecond = runner.thisSecond;
            runner.thisSecond = 0;
        }
        runner.thisSecond += records;
    }

    /**
     * @param left records that are there and have not been read
     * @return whether to give up on them
     */
    boolean isHopeless(TopicPartition partition, long left, long nowNanos) {
        PartitionProgress runner = runner(partition);
        if (left <= Math.max(FEW, Math.max(runner.thisSecond, runner.lastSecond))) {
            runner.caughtUpNanos = nowNanos;
            runner.hasCaughtUp = true;
            return false;
        }
        return nowNanos - runner.caughtUpNanos >= patience.toNanos();
    }

    /** Whether each has been caught up with once. */
    boolean haveAllCaughtUp() {
        return runners.values().stream().allMatch(runner -> runner.hasCaughtUp);
    }

    private PartitionProgress runner(TopicPartition partition) {
        PartitionProgress runner = runners.get(partition);
        if (runner == null) {
            throw new IllegalArgumentException(partition + " is not followed");
        }
        return runner;
    }
}
