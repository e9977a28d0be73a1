package dev.carteiro.runtime.watch;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * How the topics were when somebody looked. Immutable.
 *
 * @param problems one line for each topic that is wrong; empty when all is well
 * @param underReplicated partitions of which a copy is missing or behind, those without a leader among them
 * @param withoutLeader partitions that nobody can read or write
 */
record TopicsSnapshot(List<String> problems, int underReplicated, int withoutLeader) {
    static final TopicsSnapshot NOTHING = new TopicsSnapshot(List.of(), 0, 0);

    TopicsSnapshot {
        problems = List.copyOf(problems);
    }

    static TopicsSnapshot of(List<String> problems, Collection<TopicDescription> topics) {
        return new TopicsSnapshot(problems, count(topics, TopicsSnapshot::isCopyMissing),
                count(topics, TopicsSnapshot::isLeaderless));
    }

    private static int count(Collection<TopicDescription> topics, Predicate<TopicPartitionInfo> condition) {
        return Math.toIntExact(
                topics.stream().flatMap(topic -> topic.partitions().stream()).filter(condition).count());
    }

    private static boolean isCopyMissing(TopicPartitionInfo partition) {
        return partition.isr().size() < partition.replicas().size() || isLeaderless(partition);
    }

    private static boolean isLeaderless(TopicPartitionInfo partition) {
        return partition.leader() == null || partition.leader().isEmpty();
    }
}
