package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.file.PrivateFiles;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the subscriptions in force, including secrets, to a file. */
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Writes the subscriptions in force to a file, one JSON object a line, as a backup.",
        "The file includes secrets and header values, so only its owner can read it. carteiro subscriptions apply restores"
                + " it."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions export backup.jsonl",
                        "  carteiro subscriptions apply backup.jsonl --dry-run"})
final class ExportSubscriptionsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "FILE", description = "The file to write; an existing file is replaced atomically.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        SortedMap<String, EffectiveSubscription> subscriptions = EffectiveSubscription.read(access,
                installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        String lines = subscriptions.values().stream().map(inForce -> line(inForce) + "\n")
                .collect(Collectors.joining());
        try {
            PrivateFiles.write(file, lines, false);
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine().getErr().println(subscriptions.size() + " subscriptions in " + file);
        return 0;
    }

    /** Returns a line that {@link SubscriptionFile} can read. */
    static String line(EffectiveSubscription inForce) {
        ObjectNode document = StrictJson.mapper().createObjectNode().put("id", inForce.id());
        document.setAll(SubscriptionFormatter.parse(inForce.value()));
        return document.toString();
    }
}
