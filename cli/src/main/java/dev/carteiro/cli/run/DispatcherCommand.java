package dev.carteiro.cli.run;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.RoleCommand;
import dev.carteiro.cli.wiring.RoleSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a dispatcher. */
@Command(name = "dispatcher", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs a dispatcher: signs and sends deliveries, and retries those that fail.",
        "Several instances share the work. The topics must exist: see carteiro topics."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro dispatcher --bootstrap-servers k1:9092,k2:9092 --instance-id dispatcher-1",
                "  carteiro dispatcher --kafka-config client.properties --allow-target 10.0.0.0/8",
                "",
                "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 after a failure."})
@RoleCommand
public final class DispatcherCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final RoleOptions options = new RoleOptions();

    @Override
    public Integer call() throws Exception {
        RoleSettings wiring = options.wiring("dispatcher");
        return RoleRunner.run(spec.commandLine(), "dispatcher", wiring, options.monitorSettings(wiring),
                RoleStarter::startDispatcher);
    }
}
