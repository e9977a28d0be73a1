package dev.carteiro.cli.option;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster under a name of its user's. Immutable.
 *
 * @param name the name
 * @param bootstrapServers Kafka brokers to begin with; {@code null} where the file says it
 * @param kafkaConfig an absolute path of Kafka client properties; {@code null} for none
 * @param settings what the installation there sets differently, such as {@code topics.prefix}
 */
public record ClusterContext(String name, @Nullable String bootstrapServers, @Nullable String kafkaConfig,
        Map<String, String> settings) {
    public ClusterContext {
        settings = Map.copyOf(settings);
    }

    /** Returns where its Kafka is. */
    public KafkaAddress address() {
        return new KafkaAddress(bootstrapServers, kafkaConfig == null ? null : Path.of(kafkaConfig));
    }
}
