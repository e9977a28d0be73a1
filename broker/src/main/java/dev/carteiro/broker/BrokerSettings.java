package dev.carteiro.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Settings of an embedded broker. Immutable.
 *
 * @param dataDirectory directory for records and metadata; created if missing, and used by one broker at a time
 * @param port port on localhost for Kafka clients; 0 for a free port at each start
 * @param internalPartitions number of partitions of Kafka's internal topics (offsets, transactions, share state), fixed
 *     when the directory is first used; each partition costs files and start-up time, and a few groups need only a few
 * @param others Kafka settings that override those of the node, for tests of other broker configurations
 */
public record BrokerSettings(Path dataDirectory, int port, int internalPartitions, Map<String, String> others) {
    /**
     * Default that is sufficient for Carteiro's groups, with a quarter of the files and loading time of Kafka's
     * default.
     */
    public static final int DEFAULT_INTERNAL_PARTITIONS = 12;

    private static final int MAX_INTERNAL_PARTITIONS = 1_000;

    /**
     * @throws IllegalArgumentException if a setting is invalid; the message names it, its value and what is accepted
     */
    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not a port: use 1 to 65535, or 0 for a free port");
        }
        if (internalPartitions < 1 || internalPartitions > MAX_INTERNAL_PARTITIONS) {
            throw new IllegalArgumentException(
                    "internalPartitions " + internalPartitions + " is out of range: use 1 to "
                            + MAX_INTERNAL_PARTITIONS);
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        others = Map.copyOf(others);
    }

    /** Returns the default settings for this directory, with a free port. */
    public static BrokerSettings at(Path dataDirectory) {
        return new BrokerSettings(dataDirectory, 0, DEFAULT_INTERNAL_PARTITIONS, Map.of());
    }

    public BrokerSettings withPort(int chosen) {
        return new BrokerSettings(dataDirectory, chosen, internalPartitions, others);
    }

    public BrokerSettings withInternalPartitions(int count) {
        return new BrokerSettings(dataDirectory, port, count, others);
    }

    public BrokerSettings withOthers(Map<String, String> chosen) {
        return new BrokerSettings(dataDirectory, port, internalPartitions, chosen);
    }
}
