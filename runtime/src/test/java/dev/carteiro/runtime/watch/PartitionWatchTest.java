package dev.carteiro.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class PartitionWatchTest {
    private final PartitionWatch partition = new PartitionWatch(at(0));

    @Test
    void hasNoLagIfEverythingIsCommitted() {
        partition.observe(offset(10), 10, 10, at(5));

        assertThat(partition.lag()).isZero();
        assertThat(partition.age(at(100))).isZero();
        assertThat(partition.stallTime(at(100))).isZero();
        assertThat(partition.openTransactionTime(at(100))).isZero();
    }

    @Test
    void theOldestUnreadRecordIsAsOldAsTheFirstEndBehindIt() {
        partition.observe(offset(10), 15, 15, at(5));
        partition.observe(offset(10), 25, 25, at(10));
        assertThat(partition.age(at(12))).isEqualTo(seconds(7));

        partition.observe(offset(15), 25, 25, at(15));
        assertThat(partition.lag()).isEqualTo(10);
        assertThat(partition.age(at(15))).as("the first 15 are committed").isEqualTo(seconds(5));

        partition.observe(offset(25), 25, 25, at(20));
        assertThat(partition.age(at(20))).isZero();
    }

    @Test
    void aPartitionIsStalledWhileItsCommitStaysTheSame() {
        partition.observe(offset(10), 15, 15, at(5));
        partition.observe(offset(10), 15, 15, at(65));
        assertThat(partition.stallTime(at(65))).isEqualTo(seconds(60));

        partition.observe(new OffsetAndMetadata(10, "a gap map"), 15, 15, at(70));
        assertThat(partition.stallTime(at(75))).as("records behind the first are finished").isEqualTo(seconds(5));
    }

    @Test
    void waitingForRecordsIsNotAStall() {
        partition.observe(offset(10), 10, 10, at(0));
        partition.observe(offset(10), 10, 10, at(600));
        partition.observe(offset(10), 11, 11, at(605));

        assertThat(partition.stallTime(at(606))).isLessThanOrEqualTo(seconds(6));
    }

    @Test
    void detectsAnOpenTransactionByTheStableEnd() {
        partition.observe(offset(10), 10, 14, at(5));
        partition.observe(offset(10), 10, 20, at(305));
        assertThat(partition.openTransactionTime(at(305))).isEqualTo(seconds(300));
        assertThat(partition.lag()).as("readable").isZero();

        partition.observe(offset(10), 14, 20, at(310));
        assertThat(partition.openTransactionTime(at(310))).as("of the next transaction").isZero();
    }

    @Test
    void keepsTheAgeOfALongWait() {
        for (int i = 0; i < 10_000; i++) {
            partition.observe(offset(0), 1 + i, 1 + i, at(i));
        }

        assertThat(partition.age(at(10_000))).isEqualTo(seconds(10_000));
    }

    @Test
    void aStagesLagIsThatOfItsSlowestPartition() {
        Stage stage = new Stage("dispatcher", "g", "t", Duration.ofMinutes(5));
        partition.observe(offset(0), 3, 3, at(0));
        PartitionWatch stalled = new PartitionWatch(at(0));
        stalled.observe(offset(0), 4, 9, at(0));
        partition.observe(offset(1), 3, 3, at(400));
        stalled.observe(offset(0), 4, 9, at(400));

        assertThat(StageLag.of(stage, List.of(partition, stalled), 2, at(400)))
                .isEqualTo(new StageLag(6, seconds(400), 1, seconds(400), 2));
        assertThat(StageLag.of(stage, Map.<String, PartitionWatch>of().values(), 0, at(400))).isEqualTo(StageLag.NONE);
    }

    private static OffsetAndMetadata offset(long offset) {
        return new OffsetAndMetadata(offset);
    }

    private static long at(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
