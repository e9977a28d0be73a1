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

/** Everything on this machine. */
@Command(name = "up", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs everything in this process: a Kafka broker on localhost with its data under DIR, the"
                + " topics, the router, the dispatcher and the REST API. Any Kafka client can connect.",
        "Says \"carteiro is ready\" when everything serves. Ctrl-C or SIGTERM stops it cleanly; the data"
                + " stays, and the next start goes on with it."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro up",
                        "  carteiro up --local                          receivers on this machine may be called",
                        "  carteiro up --allow-target 10.1.0.0/16       receivers in this network may be called",
                        "  carteiro up --data /tmp/try --kafka-port 0 --api-port 0 --metrics-port 0",
                        "",
                        "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 if it could not start or go on."})
@RoleCommand
public final class UpCommand implements Callable<Integer> {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--local", description = "Opens this machine's loopback addresses as targets, for receivers on localhost: as --allow-target 127.0.0.0/8"
            + " --allow-target ::1/128 do. Private networks stay closed.")
    private boolean local;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".carteiro", description = "Where data and logs live; ${DEFAULT-VALUE} by default.")
    private Path data = Path.of(".carteiro");

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "For Kafka clients on localhost; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int kafkaPort;

    @Option(names = "--api-port", paramLabel = "PORT", defaultValue = "8080", description = "For the REST API on localhost; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int apiPort;

    @Option(names = "--metrics-host", paramLabel = "HOST", defaultValue = "localhost", description = "Where /metrics and /health listen; ${DEFAULT-VALUE} by default, 0.0.0.0 for all addresses.")
    private String metricsHost = "localhost";

    @Option(names = "--metrics-port", paramLabel = "PORT", defaultValue = "9464", description = "For /metrics, /health/live and /health/ready; ${DEFAULT-VALUE} by default, 0 for a free one.")
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
            progress.ready("carteiro", platform.addresses());
            progress.next(platform.kafkaPort());
            ServiceRunner.await(lifecycle);
            return 0;
        });
    }
}
