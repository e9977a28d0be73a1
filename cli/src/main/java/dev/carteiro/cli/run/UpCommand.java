package dev.carteiro.cli.run;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.RoleCommand;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.runtime.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs all parts on this machine. */
@Command(name = "up", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs everything in one process: a Kafka broker on localhost with its data in DIR, the"
                + " topics, the router, the dispatcher and the REST API. Any Kafka client can connect.",
        "Prints \"carteiro is ready\" when all parts are ready. Ctrl-C or SIGTERM stops it cleanly; the data"
                + " stays, and the next start continues with it."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro up",
                        "  carteiro up --local                          allows receivers on this machine",
                        "  carteiro up --allow-target 10.1.0.0/16       allows receivers in this network",
                        "  carteiro up --data /tmp/try --kafka-port 0 --api-port 0 --metrics-port 0",
                        "",
                        "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 after a failure."})
@RoleCommand
public final class UpCommand implements Callable<Integer> {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--local", description = "Allow loopback addresses as targets, for receivers on localhost: the same as --allow-target 127.0.0.0/8"
            + " --allow-target ::1/128. Private networks stay forbidden.")
    private boolean local;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".carteiro", description = "The directory of data and logs; ${DEFAULT-VALUE} by default.")
    private Path data = Path.of(".carteiro");

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "The port for Kafka clients on localhost; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int kafkaPort;

    @Option(names = "--api-port", paramLabel = "PORT", defaultValue = "8080", description = "The port of the REST API on localhost; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int apiPort;

    @Option(names = "--metrics-host", paramLabel = "HOST", defaultValue = "localhost", description = "The address of /metrics and /health; ${DEFAULT-VALUE} by default, 0.0.0.0 for all addresses.")
    private String metricsHost = "localhost";

    @Option(names = "--metrics-port", paramLabel = "PORT", defaultValue = "9464", description = "The port of /metrics, /health/live and /health/ready; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int metricsPort;

    @Override
    public Integer call() throws Exception {
        Settings loaded = local ? settings.loadWithTargets(LOOPBACK) : settings.load();
        PrintWriter out = spec.commandLine().getOut();
        return ServiceRunner.run(out, lifecycle -> {
            StartupProgress progress = new StartupProgress(out);
            Platform platform = Platform.start(
                    new PlatformSettings(data, kafkaPort, apiPort, metricsHost, metricsPort, loaded), lifecycle,
                    progress);
            progress.printReady("carteiro", platform.addresses());
            progress.printNextCommands(platform.kafkaPort());
            ServiceRunner.await(lifecycle);
            return 0;
        });
    }
}
