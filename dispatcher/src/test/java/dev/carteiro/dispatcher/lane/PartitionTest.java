package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionTest {
    @Test
    void knowsHowLongTheSameRecordHoldsItUp() {
        Partition partition = new Partition(new Lease(new TopicPartition("deliveries", 0)), new OffsetAndMetadata(0));
        assertThat(partition.stuckAt(7, 1_000)).isEqualTo(Duration.ZERO);
        assertThat(partition.stuckAt(7, 5_000)).isEqualTo(Duration.ofNanos(4_000));
        assertThat(partition.stuckAt(8, 6_000)).as("the next one").isEqualTo(Duration.ZERO);
    }
}
