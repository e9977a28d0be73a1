package dev.carteiro.cli.option;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named cluster of the user. Immutable.
 *
 * @param name the name
 * @param bootstrapServers Kafka brokers to connect to first; {@code null} if the file names them
 * @param kafkaConfig the absolute path of Kafka client properties; {@code null} for none
 * @param settings settings of that installation that differ from the defaults, such as {@code topics.prefix}
 */
public record ClusterContext(String name, @Nullable String bootstrapServers, @Nullable String kafkaConfig,
        Map<String, String> settings) {
    public ClusterContext {
        settings = Map.copyOf(settings);
    }

    /** Returns the address of the cluster's Kafka. */
    public KafkaAddress address() {
        return new KafkaAddress(bootstrapServers, kafkaConfig == null ? null : Path.of(kafkaConfig));
    }
}
