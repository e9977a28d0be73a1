package dev.carteiro.cli.run;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.RoleCommand;
import dev.carteiro.cli.wiring.RoleSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a router. */
@Command(name = "router", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs a router: reads events and subscriptions and writes one delivery for each match.",
        "Several instances share the work. The topics must exist: see carteiro topics."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro router --bootstrap-servers k1:9092,k2:9092 --instance-id router-1",
                "  carteiro router --kafka-config client.properties --config carteiro.properties",
                "",
                "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 after a failure."})
@RoleCommand
public final class RouterCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final RoleOptions options = new RoleOptions();

    @Override
    public Integer call() throws Exception {
        RoleSettings wiring = options.wiring("router");
        return RoleRunner.run(spec.commandLine(), "router", wiring, options.monitorSettings(wiring), starts -> {
            Path scratch = TemporaryDirectories.create("carteiro-router-");
            starts.addResource("scratch directory", () -> TemporaryDirectories.delete(scratch));
            starts.startRouter(scratch);
        });
    }
}
