package dev.carteiro.cli.subscription;

import dev.carteiro.cli.Failure;
import dev.carteiro.cli.Version;
import dev.carteiro.cli.kafka.Reach;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TextFiles;
import dev.carteiro.cli.wiring.Installation;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes subscriptions and waits until they are in force. */
@Command(name = "apply", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Creates or replaces subscriptions, and waits until the router has applied or refused each.",
        "A file holds one JSON object, an array of them, or one a line; the member \"id\" names the"
                + " subscription, the rest is as in the contract. If any is invalid, none is written."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions apply hooks.json",
                        "  carteiro subscriptions apply --id crm crm.json",
                        "  echo '{\"id\":\"crm\",\"targetUrl\":\"https://example.com/hooks\",\"events\":[\"person.*\"]}' \\",
                        "    | carteiro subscriptions apply -",
                        "",
                        "Exit status: 0 if all are in force, 1 if any was refused or not confirmed."})
final class ApplyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(names = "--id", paramLabel = "ID", description = "The id of a single subscription that has none in its file.")
    private @Nullable String id;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON files; - for standard input.")
    private List<String> files = List.of();

    @Override
    public Integer call() {
        if (id != null && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--id goes with one FILE");
        }
        Installation installation = Installation.of(settings.load());
        List<Change> changes = new ArrayList<>();
        files.forEach(file -> changes.addAll(SubscriptionFile.read(TextFiles.name(file), TextFiles.read(file), id)));
        if (anyInvalid(changes, new SubscriptionReader(installation.allowedOrAll()))) {
            return 1;
        }
        KafkaAccess access = kafka.accessOrLocal();
        Reach.check(access);
        return new Reporting(spec.commandLine(), new Registration(access, installation.names()), waiting)
                .carryOut(changes, "applied");
    }

    private boolean anyInvalid(List<Change> changes, SubscriptionReader reader) {
        Set<String> ids = new HashSet<>();
        boolean invalid = false;
        for (Change change : changes) {
            if (!ids.add(change.id())) {
                throw new Failure("subscription " + change.id() + " is given twice: leave one of them out");
            }
            byte[] value = change.value();
            if (value != null && reader.read(change.id(), value) instanceof SubscriptionReading.Invalid wrong) {
                spec.commandLine().getErr().println("carteiro: " + change.id() + " refused: " + wrong.detail());
                invalid = true;
            }
        }
        return invalid;
    }
}
