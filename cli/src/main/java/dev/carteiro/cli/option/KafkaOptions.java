package dev.carteiro.cli.option;

import dev.carteiro.runtime.kafka.KafkaAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where Kafka is, and how to prove who we are, for commands that people call: an option says it, else a variable, else the
 * context in use. Filled by picocli.
 */
public final class KafkaOptions {
    /** Where {@code carteiro up} listens unless told otherwise. */
    private static final String UP = "localhost:9092";

    /** A command is over before anybody could read its metrics, and setting them up takes a tenth of a second. */
    private static final Map<String, Object> NO_METRICS = Map.of(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "",
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);

    private @Nullable String bootstrapServers;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client properties, for TLS and SASL; or CARTEIRO_KAFKA_CONFIG, or the context.")
    private @Nullable Path file;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "Kafka brokers to begin with; localhost:9092 by default, or CARTEIRO_BOOTSTRAP_SERVERS, or the context (see carteiro context).")
    void servers(String servers) {
        bootstrapServers = servers;
    }

    /** What many write, since Kafka's own tools call it so. */
    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,...", hidden = true)
    void server(String servers) {
        bootstrapServers = servers;
    }

    /** Returns what was given, else the broker of {@code carteiro up} on this machine. */
    public KafkaAccess accessOrLocal() {
        KafkaAddress address = address();
        return withoutMetrics(address.isGiven() ? address.access() : KafkaAccess.to(UP));
    }

    private static KafkaAccess withoutMetrics(KafkaAccess access) {
        Map<String, Object> properties = new HashMap<>(NO_METRICS);
        properties.putAll(access.properties());
        return new KafkaAccess(properties);
    }

    private KafkaAddress address() {
        Invocation invocation = Invocation.current();
        KafkaAddress address = KafkaAddress.of(bootstrapServers, file, invocation);
        ClusterContext context = invocation.context();
        return address.isGiven() || context == null ? address : context.address();
    }
}
