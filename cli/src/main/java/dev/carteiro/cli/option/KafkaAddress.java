package dev.carteiro.cli.option;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.settings.PropertiesFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka is: what an option says, else what a variable says. Immutable.
 *
 * @param bootstrapServers brokers to begin with, with their ports; {@code null} where nothing says it
 * @param config Kafka client properties; {@code null} where nothing names them
 */
public record KafkaAddress(@Nullable String bootstrapServers, @Nullable Path config) {
    public static final String SERVERS_VARIABLE = "CARTEIRO_BOOTSTRAP_SERVERS";
    public static final String CONFIG_VARIABLE = "CARTEIRO_KAFKA_CONFIG";

    private static final String PORT = ":9092";
    private static final int LAST_PORT = 65_535;
    private static final Pattern BROKER = Pattern
            .compile("(?:[A-Za-z]+://)?(\\[[0-9A-Fa-f:.]+]|[^\\s:/,\\[\\]]+)(:([0-9]{1,5}))?");

    /** @throws IllegalArgumentException naming the option or the variable that is not a list of brokers */
    public static KafkaAddress of(@Nullable String servers, @Nullable Path config, Invocation invocation) {
        if (servers != null) {
            return new KafkaAddress(brokers(servers, "--bootstrap-servers"), config(config, invocation));
        }
        String fromVariable = invocation.variable(SERVERS_VARIABLE);
        // A file that is named on the command line wins over a variable.
        if (fromVariable == null || (config != null && namesBrokers(config))) {
            return new KafkaAddress(null, config(config, invocation));
        }
        return new KafkaAddress(brokers(fromVariable, SERVERS_VARIABLE), config(config, invocation));
    }

    /** Returns whether anything says where Kafka is. */
    public boolean isGiven() {
        return bootstrapServers != null || config != null;
    }

    /** Returns how to connect; that nothing says where is an error. */
    public KafkaAccess access() {
        return KafkaAccess.of(bootstrapServers, config);
    }

    /**
     * Checks a list of brokers, and gives those a port that have none.
     *
     * @param where it stands, for the message
     */
    public static String brokers(String text, String where) {
        List<String> brokers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String broker = part.strip();
            var matcher = BROKER.matcher(broker);
            if (!matcher.matches() || (matcher.group(3) != null && !isPort(matcher.group(3)))) {
                throw new IllegalArgumentException(
                        where + " '" + TerminalText.of(text, 200) + "' is not a list of brokers: write"
                                + " HOST:PORT, several with commas between, for example k1:9092,k2:9092");
            }
            brokers.add(matcher.group(2) == null ? broker + PORT : broker);
        }
        return String.join(",", brokers);
    }

    private static boolean isPort(String text) {
        int port = Integer.parseInt(text);
        return port > 0 && port <= LAST_PORT;
    }

    private static @Nullable Path config(@Nullable Path given, Invocation invocation) {
        String variable = invocation.variable(CONFIG_VARIABLE);
        return given != null || variable == null ? given : Path.of(variable);
    }

    private static boolean namesBrokers(Path config) {
        return PropertiesFile.read(config, "Kafka configuration file")
                .containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
