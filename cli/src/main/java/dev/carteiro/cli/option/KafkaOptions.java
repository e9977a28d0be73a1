package dev.carteiro.cli.option;

import dev.carteiro.runtime.kafka.KafkaAccess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Kafka is, and how to prove who we are. Filled by picocli. */
public final class KafkaOptions {
    /** Where {@code carteiro up} listens unless told otherwise. */
    private static final String UP = "localhost:9092";

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "Kafka brokers to begin with.")
    private @Nullable String bootstrapServers;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client properties, for TLS and SASL.")
    private @Nullable Path file;

    /** What was given; nothing is an error. */
    public KafkaAccess access() {
        return KafkaAccess.of(bootstrapServers, file);
    }

    /** What was given, else the broker of {@code carteiro up} on this machine. */
    public KafkaAccess accessOrLocal() {
        return bootstrapServers == null && file == null ? KafkaAccess.to(UP) : access();
    }
}
