package dev.carteiro.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * What an embedded broker is told. Immutable.
 *
 * @param dataDirectory where records and metadata live; created if missing, and used by one broker at a time
 * @param port the port on localhost for Kafka clients; 0 picks a free one at each start
 * @param internalPartitions partitions of Kafka's own topics (offsets, transactions, share state), fixed when the
 *     directory is first used; each costs files and start-up time, few groups need few
 * @param others Kafka's own settings that go before the node's; for whoever tries what another broker would do
 */
public record BrokerSettings(Path dataDirectory, int port, int internalPartitions, Map<String, String> others) {
    /** Enough for Carteiro's groups, and a quarter of Kafka's default in files and in time to load. */
    public static final int DEFAULT_INTERNAL_PARTITIONS = 12;

    private static final int MOST_INTERNAL_PARTITIONS = 1_000;

    /** @throws IllegalArgumentException naming the setting, its value and what is accepted */
    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not a port: give 1 to 65535, or 0 for a free one");
        }
        if (internalPartitions < 1 || internalPartitions > MOST_INTERNAL_PARTITIONS) {
            throw new IllegalArgumentException(
                    "internalPartitions " + internalPartitions + " is out of range: give 1 to "
                            + MOST_INTERNAL_PARTITIONS);
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        others = Map.copyOf(others);
    }

    /** The defaults on this directory: a free port. */
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
