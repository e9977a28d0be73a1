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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one subscription in force. */
@Command(name = "get", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Shows a subscription in force: a table on a terminal, a line of JSON elsewhere.",
        "Its secrets and header values are not shown."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions get crm",
                "  carteiro subscriptions get crm -o json | jq -r .targetUrl"})
final class GetSubscriptionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Parameters(paramLabel = "ID", description = "The subscription.")
    private String id = "";

    @Override
    public Integer call() {
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        EffectiveSubscription inForce = EffectiveSubscription.require(id, access, installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        PrintWriter out = spec.commandLine().getOut();
        if (form.isJson()) {
            out.println(SubscriptionFormatter.line(inForce));
        } else {
            Table.lines(List.of(Column.key("MEMBER"), Column.detail("VALUE")), SubscriptionFormatter.members(inForce),
                    Terminal.current())
                    .forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
