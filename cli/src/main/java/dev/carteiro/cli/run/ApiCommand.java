package dev.carteiro.cli.run;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.RoleCommand;
import dev.carteiro.cli.wiring.RoleSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the API. */
@Command(name = "api", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs the REST API: subscriptions, and the history of deliveries.",
        "Several instances can run side by side. They use plain HTTP: put a proxy that terminates TLS in front, and set"
                + " api.public-url to its address. The topics must exist: see carteiro topics."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro api --bootstrap-servers k1:9092,k2:9092 --set api.public-url=https://hooks.example.com",
                        "  carteiro api --kafka-config client.properties --host 127.0.0.1 --api-port 8080",
                        "  carteiro api --bootstrap-servers k1:9092 --data .carteiro     for the tokens of carteiro token",
                        "",
                        "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 after a failure."})
@RoleCommand
public final class ApiCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final RoleOptions options = new RoleOptions();

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "0.0.0.0", description = "The address to listen on; ${DEFAULT-VALUE} by default.")
    private String host = "0.0.0.0";

    @Option(names = "--api-port", paramLabel = "PORT", defaultValue = "8080", description = "The port of the REST API; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int apiPort;

    @Option(names = "--data", paramLabel = "DIR", description = "Without the setting api.jwks: trust the tokens that carteiro token --data DIR prints. Their key is created in"
            + " DIR if it is missing. For tests with a single API.")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        RoleSettings wiring = options.wiring("api");
        Path keys = data;
        return RoleRunner.run(spec.commandLine(), "api", wiring, options.monitorSettings(wiring), starts -> {
            if (keys != null) {
                ProcessDataDirectory directory = ProcessDataDirectory.lock(keys,
                        wiring.settings().flag("data.open-to-others"));
                directory.logRestriction();
                starts.addResource("data directory", directory);
            }
            starts.startApi(host, apiPort, keys);
        });
    }
}
