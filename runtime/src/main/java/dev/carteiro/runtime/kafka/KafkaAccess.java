package dev.carteiro.runtime.kafka;

import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.PropertiesFile;
import dev.carteiro.schemas.wire.DecompressionLimit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The client properties that all Kafka clients of a process share: broker addresses and credentials. Immutable.
 *
 * @param properties Kafka client properties, including {@code bootstrap.servers}
 */
public record KafkaAccess(Map<String, Object> properties) {
    static {
        DecompressionLimit.install();
    }

    public KafkaAccess {
        properties = Map.copyOf(properties);
        if (!(properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) instanceof String servers)
                || servers.isBlank()) {
            throw new InvalidSetting("no Kafka brokers given: use --bootstrap-servers HOST:PORT,... or --kafka-config"
                    + " FILE with a line bootstrap.servers=HOST:PORT,...");
        }
    }

    public static KafkaAccess to(String bootstrapServers) {
        return new KafkaAccess(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /**
     * @param bootstrapServers overrides the file's, if given
     * @param file Kafka client properties, for TLS and SASL
     */
    public static KafkaAccess of(@Nullable String bootstrapServers, @Nullable Path file) {
        Map<String, Object> properties = new HashMap<>();
        if (file != null) {
            properties.putAll(PropertiesFile.read(file, "Kafka configuration file"));
        }
        if (bootstrapServers != null) {
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        }
        return new KafkaAccess(properties);
    }

    public String bootstrapServers() {
        return String.valueOf(properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Returns the shared properties, overridden by a client's own. */
    public Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(own);
        return all;
    }

    /**
     * Creates an admin client, which the caller closes.
     *
     * @throws InvalidSetting if Kafka rejects the properties
     */
    public Admin admin() {
        try {
            return Admin.create(with(Map.of(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                    CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000, CommonClientConfigs.CLIENT_ID_CONFIG,
                    "carteiro-admin")));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new InvalidSetting("cannot create a Kafka client with these settings: " + cause.getMessage());
        }
    }

    /** Returns the address without credentials. */
    @Override
    public String toString() {
        return "Kafka at " + bootstrapServers();
    }
}
