package dev.carteiro.runtime.watch;

import java.time.Duration;
import java.util.Collection;

/**
 * The lag of a stage. Immutable.
 *
 * @param records records that are not committed
 * @param age age of the oldest of them
 * @param stalled partitions without progress for longer than the stage's limit
 * @param open time for which the oldest open transaction has been observed
 * @param halfExpired partitions whose oldest unread record is older than half of the retention
 */
record StageLag(long records, Duration age, int stalled, Duration open, int halfExpired) {
    static final StageLag NONE = new StageLag(0, Duration.ZERO, 0, Duration.ZERO, 0);

    static StageLag of(Stage stage, Collection<PartitionWatch> partitions, int halfExpired, long nowNanos) {
        long records = 0;
        Duration age = Duration.ZERO;
        Duration open = Duration.ZERO;
        int stalled = 0;
        for (PartitionWatch partition : partitions) {
            records += partition.lag();
            age = longer(age, partition.age(nowNanos));
            open = longer(open, partition.openTransactionTime(nowNanos));
            stalled += partition.stallTime(nowNanos).compareTo(stage.stallLimit()) > 0 ? 1 : 0;
        }
        return new StageLag(records, age, stalled, open, halfExpired);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
