package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.Column;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the subscriptions in force. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Shows the subscriptions in force: a table on a terminal, JSON lines elsewhere.",
        "Secrets and header values are not shown."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions list",
                "  carteiro subscriptions list -o json | jq -r 'select(.state == \"paused\") | .id'"})
final class ListSubscriptionsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(Column.key("ID"), Column.outcome("STATE"),
            Column.text("EVENTS"),
            Column.text("TARGET"));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Override
    public Integer call() {
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        SortedMap<String, EffectiveSubscription> subscriptions = EffectiveSubscription.read(access,
                installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        PrintWriter out = spec.commandLine().getOut();
        if (form.isJson()) {
            subscriptions.values().forEach(inForce -> out.println(SubscriptionFormatter.line(inForce)));
        } else {
            Table.lines(COLUMNS, subscriptions.values().stream().map(SubscriptionFormatter::row).toList(),
                    Terminal.current())
                    .forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
