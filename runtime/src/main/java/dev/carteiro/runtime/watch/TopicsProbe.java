package dev.carteiro.runtime.watch;

import dev.carteiro.runtime.kafka.KafkaUnavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/**
 * Checks that the topics exist and have the same partition counts as at the start, without which a role cannot work, and that the
 * brokers hold all copies. Owned by the watch's thread.
 */
final class TopicsProbe {
    private final Admin admin;
    private final List<String> topics;
    private final Map<String, Integer> partitions = new HashMap<>();
    private Map<String, Integer> counts = Map.of();

    TopicsProbe(Admin admin, List<String> topics) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
    }

    /** @throws KafkaUnavailable if Kafka does not respond */
    TopicsSnapshot check() {
        Map<String, KafkaFuture<TopicDescription>> found = admin.describeTopics(topics).topicNameValues();
        List<String> problems = new ArrayList<>();
        List<TopicDescription> there = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String topic : topics) {
            Optional<TopicDescription> description = Optional.ofNullable(found.get(topic))
                    .flatMap(answer -> AdminResults.ifExists(answer, "describe topic " + topic));
            if (description.isEmpty()) {
                problems.add("topic " + topic + " does not exist");
                continue;
            }
            there.add(description.get());
            seen.put(topic, description.get().partitions().size());
            int count = description.get().partitions().size();
            int before = partitions.computeIfAbsent(topic, name -> count);
            if (count != before) {
                problems.add("topic " + topic + " has " + count + " partitions; at the start it had " + before);
            }
        }
        counts = Map.copyOf(seen);
        return TopicsSnapshot.of(problems, there);
    }

    /** Returns the partition count of each topic that existed at the last check. */
    Map<String, Integer> counts() {
        return counts;
    }
}
