package dev.carteiro.checker.run;

import dev.carteiro.checker.history.DrainResult;
import dev.carteiro.checker.history.PartitionPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Waits until everything is processed, up to a bound. Used by one thread. */
final class DrainWait {
    static final Duration BOUND = Duration.ofMinutes(2);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final int POLLS_PER_PROGRESS_LINE = 20;

    private final GroupPositions groups;
    private final Consumer<String> progress;

    DrainWait(GroupPositions groups, Consumer<String> progress) {
        this.groups = groups;
        this.progress = progress;
    }

    DrainResult await() throws InterruptedException {
        long began = System.nanoTime();
        Map<TopicPartition, Long> ends = groups.markEnd();
        for (int look = 1;; look++) {
            boolean routed = groups.isRouted(ends);
            List<PartitionPosition> behind = groups.positions().stream()
                    .filter(position -> position.committed() != position.end()).toList();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            String remaining = remaining(routed, behind);
            if ((routed && behind.isEmpty()) || took.compareTo(BOUND) > 0) {
                return new DrainResult(routed && behind.isEmpty(), took, BOUND, remaining);
            }
            if (look % POLLS_PER_PROGRESS_LINE == 0) {
                progress.accept("draining: " + remaining);
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    private static String remaining(boolean routed, List<PartitionPosition> behind) {
        long records = behind.stream().mapToLong(position -> position.end() - position.committed()).sum();
        return (routed ? "everything is routed, " : "not everything is routed, ") + "about " + records
                + " records in " + behind.size() + " partitions are unfinished";
    }
}
