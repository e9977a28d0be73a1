package dev.carteiro.cli.run;

import dev.carteiro.cli.option.Invocation;
import dev.carteiro.cli.option.KafkaAddress;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the Kafka of a role is: an option or a variable says it, and never a context. Filled by picocli. */
final class ClusterOptions {
    private @Nullable String bootstrapServers;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client properties, for TLS and SASL; or CARTEIRO_KAFKA_CONFIG.")
    private @Nullable Path file;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "Kafka brokers to begin with; or CARTEIRO_BOOTSTRAP_SERVERS. Contexts are for other commands: a role does not read them.")
    void servers(String servers) {
        bootstrapServers = servers;
    }

    /** What many write, since Kafka's own tools call it so. */
    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,...", hidden = true)
    void server(String servers) {
        bootstrapServers = servers;
    }

    KafkaAccess access() {
        return KafkaAddress.of(bootstrapServers, file, Invocation.current()).access();
    }
}
