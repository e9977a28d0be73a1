package dev.carteiro.cli.subscription;

import dev.carteiro.cli.Version;
import dev.carteiro.cli.option.Column;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.ListForm;
import dev.carteiro.cli.option.Meanwhile;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.wiring.Installation;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the subscriptions in force. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Shows the subscriptions in force: a table on a terminal, JSON lines elsewhere.",
        "Secrets and header values are not shown."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions list",
                "  carteiro subscriptions list -o json | jq -r 'select(.state == \"paused\") | .id'"})
final class ListCommand implements Callable<Integer> {
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
    private final ListForm form = new ListForm();

    @Override
    public Integer call() {
        Installation installation = Installation.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        SortedMap<String, InForce> subscriptions = InForce.read(access, installation.names(),
                new Meanwhile(spec.commandLine().getErr(), System::nanoTime));
        PrintWriter out = spec.commandLine().getOut();
        if (form.isJson()) {
            subscriptions.values().forEach(inForce -> out.println(Shown.line(inForce)));
        } else {
            Table.lines(COLUMNS, subscriptions.values().stream().map(Shown::row).toList(), Terminal.current())
                    .forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
