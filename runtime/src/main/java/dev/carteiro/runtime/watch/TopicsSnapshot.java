package dev.carteiro.runtime.watch;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * The state of the topics at one check. Immutable.
 *
 * @param problems one line for each wrong topic; empty if there is none
 * @param underReplicated partitions with a copy that is missing or behind, including those without a leader
 * @param withoutLeader partitions that can neither be read nor written
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
