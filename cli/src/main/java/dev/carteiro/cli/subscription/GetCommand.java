package dev.carteiro.cli.subscription;

import dev.carteiro.cli.Failure;
import dev.carteiro.cli.Version;
import dev.carteiro.cli.kafka.Reach;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.Installation;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one subscription in force. */
@Command(name = "get", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Shows a subscription in force as JSON, without its secrets and header values.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro subscriptions get crm"})
final class GetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "ID", description = "The subscription.")
    private String id = "";

    @Override
    public Integer call() {
        Installation installation = Installation.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        Reach.check(access);
        InForce inForce = InForce.read(access, installation.names()).get(id);
        if (inForce == null) {
            throw new Failure("there is no subscription " + id + " in force: see carteiro subscriptions list");
        }
        spec.commandLine().getOut().println(Shown.pretty(inForce));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
