package dev.carteiro.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * How one topic must be: what {@code carteiro topics} creates and every process verifies. Immutable.
 *
 * @param name the topic
 * @param partitions its exact partition count; it cannot change later
 * @param cleanup compacted or deleted by age
 * @param retention how long records are kept; {@code null} for a compacted topic
 * @param maxMessageBytes the largest record batch it takes
 */
public record TopicSpec(String name, int partitions, CleanupPolicy cleanup, @Nullable Duration retention,
        int maxMessageBytes) {

    private static final Duration USUAL_SEGMENT = Duration.ofDays(7);

    /** What Kafka does with old records. */
    public enum CleanupPolicy {
        COMPACT(TopicConfig.CLEANUP_POLICY_COMPACT), DELETE(TopicConfig.CLEANUP_POLICY_DELETE);

        private final String policy;

        CleanupPolicy(String policy) {
            this.policy = policy;
        }

        /** The value of {@code cleanup.policy}. */
        public String policy() {
            return policy;
        }
    }

    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + ": " + partitions + " partitions; at least 1");
        }
    }

    /**
     * How many copies must have a record before it counts as written. With three, two: one broker may be away, and what was
     * acknowledged is still there if the next one is lost for good. With two, one, as Kafka has it: else nothing could be
     * written while either broker is away.
     *
     * @param copies of each partition
     */
    public static int inSync(int copies) {
        return copies >= 3 ? 2 : 1;
    }

    /** As below, for so many copies of each partition. */
    public Map<String, String> config(int copies) {
        Map<String, String> config = new TreeMap<>(config());
        if (inSync(copies) > 1) {
            config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(inSync(copies)));
        }
        return config;
    }

    /** The topic-level configuration to create it with. */
    public Map<String, String> config() {
        Map<String, String> config = new TreeMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy());
        // An event's own timestamp would decide its retention otherwise: see docs/adr/0002.
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        if (retention != null) {
            config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
            config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
            if (retention.compareTo(USUAL_SEGMENT) < 0) {
                // Kafka deletes whole segments, and begins a new one after a week unless told otherwise.
                config.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(retention.toMillis() / 4));
            }
        }
        return config;
    }
}
