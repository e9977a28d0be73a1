package dev.carteiro.runtime.kafka;

import dev.carteiro.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Compares an existing topic with its plan, one line for each difference. Stateless. */
final class TopicCheck {
    private TopicCheck() {
    }

    static List<String> problems(TopicSpec spec, int partitions, Config config) {
        List<String> problems = new ArrayList<>();
        if (partitions != spec.partitions()) {
            problems.add("topic " + spec.name() + " has " + partitions + " partitions, but needs "
                    + spec.partitions() + "; the partition count of an existing topic cannot be corrected");
        }
        Map<String, String> wanted = spec.config();
        requireEqual(problems, spec, config, wanted, TopicConfig.CLEANUP_POLICY_CONFIG);
        requireEqual(problems, spec, config, wanted, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        requireEqual(problems, spec, config, wanted, TopicConfig.RETENTION_BYTES_CONFIG);
        requireAtLeast(problems, spec, config, wanted, TopicConfig.RETENTION_MS_CONFIG);
        requireAtLeast(problems, spec, config, wanted, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        return problems;
    }

    /** Too few copies are a problem, more are not. */
    static List<String> copies(TopicDescription topic, short wanted) {
        int fewest = copiesOf(topic);
        return fewest >= wanted
                ? List.of()
                : List.of("topic " + topic.name() + " has " + fewest + " copies of a partition, but needs " + wanted
                        + ": add some with kafka-reassign-partitions");
    }

    /** Requires more than one copy in sync: an acknowledged record that only one copy has is lost with it. */
    static List<String> inSync(TopicDescription topic, Config config) {
        int copies = copiesOf(topic);
        String have = value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        int wanted = TopicSpec.minInSync(copies);
        return have.isEmpty() || Integer.parseInt(have) >= wanted
                ? List.of()
                : List.of("topic " + topic.name() + " has min.insync.replicas=" + have + " with " + copies
                        + " copies of a partition, but needs at least " + wanted
                        + ": kafka-configs --alter --entity-type topics --entity-name " + topic.name()
                        + " --add-config min.insync.replicas=" + wanted);
    }

    private static int copiesOf(TopicDescription topic) {
        return topic.partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0);
    }

    private static void requireEqual(List<String> problems, TopicSpec spec, Config config, Map<String, String> wanted,
            String name) {
        String want = wanted.get(name);
        String have = value(config, name);
        if (want != null && !want.equals(have)) {
            problems.add(problem(spec, name, have, want));
        }
    }

    private static void requireAtLeast(List<String> problems, TopicSpec spec, Config config, Map<String, String> wanted,
            String name) {
        String want = wanted.get(name);
        String have = value(config, name);
        if (want != null && !have.equals("-1") && Long.parseLong(have) < Long.parseLong(want)) {
            problems.add(problem(spec, name, have, "at least " + want));
        }
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private static String problem(TopicSpec spec, String name, String have, String want) {
        return "topic " + spec.name() + " has " + name + "=" + have + ", but needs " + want;
    }
}
