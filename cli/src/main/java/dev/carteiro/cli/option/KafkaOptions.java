package dev.carteiro.cli.option;

import dev.carteiro.runtime.kafka.KafkaAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The address and the credentials of Kafka for client commands: from an option, else a variable, else the context in use. Filled
 * by picocli.
 */
public final class KafkaOptions {
    /** The default address of the broker of {@code carteiro up}. */
    private static final String LOCAL_BROKER = "localhost:9092";

    /** Disables metrics, because their setup takes 0.1 s and a command ends before they could be read. */
    private static final Map<String, Object> NO_METRICS = Map.of(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "",
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);

    private @Nullable String bootstrapServers;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client properties, for TLS and SASL; or CARTEIRO_KAFKA_CONFIG, or the context.")
    private @Nullable Path file;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "Kafka brokers to connect to first; localhost:9092 by default, or CARTEIRO_BOOTSTRAP_SERVERS, or the context (see carteiro context).")
    void servers(String servers) {
        bootstrapServers = servers;
    }

    /** Accepts the name that the option has in Kafka's own tools. */
    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,...", hidden = true)
    void server(String servers) {
        bootstrapServers = servers;
    }

    /** Returns the given cluster, else the broker of {@code carteiro up} on this machine. */
    public KafkaAccess accessOrLocal() {
        KafkaAddress address = address();
        return withoutMetrics(address.isGiven() ? address.access() : KafkaAccess.to(LOCAL_BROKER));
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
