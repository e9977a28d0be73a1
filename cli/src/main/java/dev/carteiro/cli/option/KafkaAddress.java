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
 * The address of Kafka, from an option, else from a variable. Immutable.
 *
 * @param bootstrapServers brokers to connect to first, with their ports; {@code null} if none are given
 * @param config Kafka client properties; {@code null} if none are given
 */
public record KafkaAddress(@Nullable String bootstrapServers, @Nullable Path config) {
    public static final String SERVERS_VARIABLE = "CARTEIRO_BOOTSTRAP_SERVERS";
    public static final String CONFIG_VARIABLE = "CARTEIRO_KAFKA_CONFIG";

    private static final String DEFAULT_PORT = ":9092";
    private static final int MAX_PORT = 65_535;
    private static final Pattern BROKER = Pattern
            .compile("(?:[A-Za-z]+://)?(\\[[0-9A-Fa-f:.]+]|[^\\s:/,\\[\\]]+)(:([0-9]{1,5}))?");

    /**
     * Returns the address that the options and the variables give.
     *
     * @throws IllegalArgumentException if an option or a variable is not a list of brokers; the message names it
     */
    public static KafkaAddress of(@Nullable String servers, @Nullable Path config, Invocation invocation) {
        if (servers != null) {
            return new KafkaAddress(brokers(servers, "--bootstrap-servers"), config(config, invocation));
        }
        String fromVariable = invocation.variable(SERVERS_VARIABLE);
        // A file on the command line overrides a variable.
        if (fromVariable == null || (config != null && namesBrokers(config))) {
            return new KafkaAddress(null, config(config, invocation));
        }
        return new KafkaAddress(brokers(fromVariable, SERVERS_VARIABLE), config(config, invocation));
    }

    /** Returns true if brokers or client properties are given. */
    public boolean isGiven() {
        return bootstrapServers != null || config != null;
    }

    /** Returns the connection properties; fails if no brokers are given. */
    public KafkaAccess access() {
        return KafkaAccess.of(bootstrapServers, config);
    }

    /**
     * Checks a list of brokers, and adds the default port where it is missing.
     *
     * @param source the option or variable, for the message
     */
    public static String brokers(String text, String source) {
        List<String> brokers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String broker = part.strip();
            var matcher = BROKER.matcher(broker);
            if (!matcher.matches() || (matcher.group(3) != null && !isPort(matcher.group(3)))) {
                throw new IllegalArgumentException(
                        "invalid " + source + " '" + TerminalText.of(text, 200)
                                + "': use HOST:PORT, separated by commas, for"
                                + " example k1:9092,k2:9092");
            }
            brokers.add(matcher.group(2) == null ? broker + DEFAULT_PORT : broker);
        }
        return String.join(",", brokers);
    }

    private static boolean isPort(String text) {
        int port = Integer.parseInt(text);
        return port > 0 && port <= MAX_PORT;
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
