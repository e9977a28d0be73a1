package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.metrics.PartitionState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionTest {
    @Test
    void measuresHowLongTheSameRecordBlocksIt() {
        Partition partition = new Partition(new Lease(new TopicPartition("deliveries", 0)), Duration.ZERO,
                new OffsetAndMetadata(0));
        assertThat(partition.stuckAt(7, 1_000)).isEqualTo(Duration.ZERO);
        assertThat(partition.stuckAt(7, 5_000)).isEqualTo(Duration.ofNanos(4_000));
        assertThat(partition.stuckAt(8, 6_000)).as("the next one").isEqualTo(Duration.ZERO);
    }

    @Test
    void isAsLateAsItsHead() {
        long second = 1_000_000_000L;
        Partition partition = new Partition(new Lease(new TopicPartition("deliveries", 0)), Duration.ZERO,
                new OffsetAndMetadata(0));
        partition.took(300, second);
        assertThat(partition.lateMillis(2 * second)).as("of flowing records, briefly").isEqualTo(300);
        assertThat(partition.lateMillis(5 * second)).as("no record since then").isZero();

        partition.parkUntilDue(10 * second);
        assertThat(partition.state()).isEqualTo(PartitionState.WAITING);
        assertThat(partition.lateMillis(9 * second)).isZero();
        assertThat(partition.lateMillis(12 * second)).isEqualTo(2_000);

        partition.resume();
        partition.took(2_000, 12 * second);
        partition.stallUntil(13 * second, true, List.of(new ConsumerRecord<>("deliveries", 0, 7, null, null)));
        assertThat(partition.state()).isEqualTo(PartitionState.STALLED);
        assertThat(partition.lateMillis(15 * second)).isEqualTo(5_000);
    }
}
