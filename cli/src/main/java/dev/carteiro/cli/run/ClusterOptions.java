package dev.carteiro.cli.run;

import dev.carteiro.cli.option.Invocation;
import dev.carteiro.cli.option.KafkaAddress;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The address of Kafka for a role: from an option or a variable, never from a context. Filled by picocli. */
final class ClusterOptions {
    private @Nullable String bootstrapServers;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client properties, for TLS and SASL; or CARTEIRO_KAFKA_CONFIG.")
    private @Nullable Path file;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "Kafka brokers to connect to first; or CARTEIRO_BOOTSTRAP_SERVERS. A role does not read contexts.")
    void servers(String servers) {
        bootstrapServers = servers;
    }

    /** Accepts the name that the option has in Kafka's own tools. */
    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,...", hidden = true)
    void server(String servers) {
        bootstrapServers = servers;
    }

    KafkaAccess access() {
        return KafkaAddress.of(bootstrapServers, file, Invocation.current()).access();
    }
}
