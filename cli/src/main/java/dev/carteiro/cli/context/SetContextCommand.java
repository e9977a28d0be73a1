package dev.carteiro.cli.context;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.ClusterContext;
import dev.carteiro.cli.option.Invocation;
import dev.carteiro.cli.option.KafkaAddress;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.settings.PropertiesFile;
import dev.carteiro.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates or replaces a context. */
@Command(name = "set", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Creates or replaces a context, a name for a cluster. The first context is in use at once."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro context set production --bootstrap-servers k1:9092,k2:9092 --kafka-config client.properties",
                "  carteiro context set staging --bootstrap-servers s1:9092 --set topics.prefix=hooks."})
final class SetContextCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The name: " + ContextFile.ACCEPTED_NAMES + ".")
    private String name = "";

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "Kafka brokers to connect to first.")
    private @Nullable String bootstrapServers;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client properties, for TLS and SASL; the file itself is not copied.")
    private @Nullable Path kafkaConfig;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of that installation that differs from the default, for example topics.prefix=hooks.; repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public Integer call() {
        if (!ContextFile.isName(name)) {
            throw new ParameterException(spec.commandLine(),
                    "invalid NAME '" + name + "': use " + ContextFile.ACCEPTED_NAMES);
        }
        if (bootstrapServers == null && (kafkaConfig == null || !PropertiesFile
                .read(kafkaConfig, "Kafka configuration file")
                .containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))) {
            throw new ParameterException(spec.commandLine(),
                    "no Kafka brokers given: use --bootstrap-servers HOST:PORT,..., or"
                            + " --kafka-config FILE with a line bootstrap.servers=HOST:PORT,...");
        }
        InstallationSettings.of(Settings.load(null, Map.of(), settings));
        ContextFile contexts = ContextFile.read(Invocation.current().environment());
        contexts.set(new ClusterContext(name,
                bootstrapServers == null ? null : KafkaAddress.brokers(bootstrapServers, "--bootstrap-servers"),
                kafkaConfig == null ? null : kafkaConfig.toAbsolutePath().normalize().toString(), settings));
        boolean first = contexts.contexts().isEmpty();
        spec.commandLine().getOut().println("context " + name + " is set" + (first ? " and in use" : ""));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
