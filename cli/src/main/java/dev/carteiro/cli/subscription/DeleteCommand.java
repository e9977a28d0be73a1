package dev.carteiro.cli.subscription;

import dev.carteiro.cli.Version;
import dev.carteiro.cli.kafka.Reach;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.Installation;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes tombstones and waits until they are in force. */
@Command(name = "delete", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Deletes subscriptions, and waits until the router has seen it.",
        "What is still queued for them is not sent any more. Deleting what does not exist is no error."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions delete crm audit"})
final class DeleteCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Subscriptions to delete.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
        for (String id : ids) {
            if (!SubscriptionReader.isId(id)) {
                throw new ParameterException(spec.commandLine(),
                        "'" + id + "' is no subscription id: 1 to 256 characters without control characters");
            }
        }
        Installation installation = Installation.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        Reach.check(access);
        return new Reporting(spec.commandLine(), new Registration(access, installation.names()), waiting, false)
                .carryOut(ids.stream().distinct().map(Change::delete).toList(), "deleted");
    }
}
