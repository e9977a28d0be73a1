package dev.carteiro.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicsSnapshotTest {
    private static final Node ONE = new Node(1, "one", 9092);
    private static final Node TWO = new Node(2, "two", 9092);
    private static final Node THREE = new Node(3, "three", 9092);
    private static final List<Node> ALL = List.of(ONE, TWO, THREE);

    @Test
    void reportsNothingIfEveryCopyIsInSync() {
        assertThat(seen(partition(ONE, ALL), partition(TWO, ALL))).isEqualTo(TopicsSnapshot.NOTHING);
    }

    @Test
    void countsPartitionsWithAMissingCopy() {
        assertThat(seen(partition(ONE, ALL), partition(ONE, List.of(ONE, THREE)), partition(THREE, List.of(THREE))))
                .isEqualTo(new TopicsSnapshot(List.of(), 2, 0));
    }

    /** A dead broker that was the last one in sync stays in that list, so that it may lead again. */
    @Test
    void countsPartitionsWithoutALeaderAsBoth() {
        assertThat(seen(partition(null, ALL), partition(Node.noNode(), List.of(TWO))))
                .isEqualTo(new TopicsSnapshot(List.of(), 2, 2));
    }

    private static TopicsSnapshot seen(TopicPartitionInfo... partitions) {
        return TopicsSnapshot.of(List.of(), List.of(new TopicDescription("topic", false, List.of(partitions))));
    }

    private static TopicPartitionInfo partition(@Nullable Node leader, List<Node> inSync) {
        return new TopicPartitionInfo(0, leader, ALL, inSync);
    }
}
