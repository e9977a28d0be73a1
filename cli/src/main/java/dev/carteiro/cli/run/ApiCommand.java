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

/** The API alone. */
@Command(name = "api", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs the REST API: subscriptions, and what became of deliveries.",
        "Any number of them work side by side. They speak plain HTTP: put what ends TLS in front, and its address into"
                + " the setting api.public-url. The topics must be there: see carteiro topics."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro api --bootstrap-servers k1:9092,k2:9092 --set api.public-url=https://hooks.example.com",
                        "  carteiro api --kafka-config client.properties --host 127.0.0.1 --api-port 8080",
                        "  carteiro api --bootstrap-servers k1:9092 --data .carteiro     for the tokens of carteiro token",
                        "",
                        "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 if it could not start or go on."})
@RoleCommand
public final class ApiCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final RoleOptions options = new RoleOptions();

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "0.0.0.0", description = "Where to listen; ${DEFAULT-VALUE} by default.")
    private String host = "0.0.0.0";

    @Option(names = "--api-port", paramLabel = "PORT", defaultValue = "8080", description = "For the REST API; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int apiPort;

    @Option(names = "--data", paramLabel = "DIR", description = "Without the setting api.jwks: believe the tokens that carteiro token --data DIR prints. Their key is made in"
            + " DIR if there is none; for one API only, to try it.")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        RoleSettings wiring = options.wiring("api");
        Path keys = data;
        return RoleRunner.run(spec.commandLine(), "api", wiring, options.monitor(wiring), starts -> {
            if (keys != null) {
                ProcessDataDirectory directory = ProcessDataDirectory.claim(keys, wiring.settings().flag("data.open-to-others"));
                directory.logNarrowing();
                starts.own("data directory", directory);
            }
            starts.api(host, apiPort, keys);
        });
    }
}
