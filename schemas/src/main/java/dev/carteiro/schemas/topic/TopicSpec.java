package dev.carteiro.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Required configuration of one topic, which {@code carteiro topics} creates and every process verifies. Immutable.
 *
 * @param name name of the topic
 * @param partitions exact number of partitions, which cannot change later
 * @param cleanup cleanup policy: compacted, or deleted by age
 * @param retention retention of records; {@code null} for a compacted topic
 * @param maxMessageBytes maximum size of a record batch
 */
public record TopicSpec(String name, int partitions, CleanupPolicy cleanup, @Nullable Duration retention,
        int maxMessageBytes) {

    private static final Duration DEFAULT_SEGMENT_AGE = Duration.ofDays(7);

    /** Kafka's policy for old records. */
    public enum CleanupPolicy {
        COMPACT(TopicConfig.CLEANUP_POLICY_COMPACT), DELETE(TopicConfig.CLEANUP_POLICY_DELETE);

        private final String policy;

        CleanupPolicy(String policy) {
            this.policy = policy;
        }

        /** Returns the value of {@code cleanup.policy}. */
        public String policy() {
            return policy;
        }
    }

    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + " has " + partitions + " partitions: use at least 1");
        }
    }

    /**
     * Returns the number of replicas that must have a record before it is acknowledged. With three replicas it is two:
     * one broker may be unavailable, and acknowledged records survive the permanent loss of another. With two replicas
     * it is one, Kafka's default: otherwise no write would be possible while either broker is unavailable.
     *
     * @param replicas replication factor
     */
    public static int minInSync(int replicas) {
        return replicas >= 3 ? 2 : 1;
    }

    /** Returns the topic-level configuration for this replication factor. */
    public Map<String, String> config(int replicas) {
        Map<String, String> config = new TreeMap<>(config());
        if (minInSync(replicas) > 1) {
            config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInSync(replicas)));
        }
        return config;
    }

    /** Returns the topic-level configuration, without the settings that depend on the replication factor. */
    public Map<String, String> config() {
        Map<String, String> config = new TreeMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy());
        // Otherwise the event's own timestamp would determine its retention, see docs/adr/0002.
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        if (retention != null) {
            config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
            config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
            if (retention.compareTo(DEFAULT_SEGMENT_AGE) < 0) {
                // Kafka deletes only whole segments, and starts a new one after a week by default.
                config.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(retention.toMillis() / 4));
            }
        }
        return config;
    }
}
