package dev.carteiro.cli.subscription;

import dev.carteiro.cli.Version;
import dev.carteiro.cli.kafka.Reach;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.Installation;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the subscriptions in force. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Shows the subscriptions in force: a table on a terminal, JSON lines elsewhere.",
        "Secrets and header values are not shown."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions list",
                "  carteiro subscriptions list -o json | jq -r 'select(.state == \"paused\") | .id'"})
final class ListCommand implements Callable<Integer> {
    /** How to show it. */
    enum Form {
        TABLE, JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = {"-o", "--output"}, paramLabel = "table|json", description = "The form of the list.")
    private @Nullable Form form;

    @Override
    public Integer call() {
        Installation installation = Installation.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        Reach.check(access);
        SortedMap<String, InForce> subscriptions = InForce.read(access, installation.names());
        PrintWriter out = spec.commandLine().getOut();
        if (form == Form.JSON || (form == null && !onTerminal())) {
            subscriptions.values().forEach(inForce -> out.println(Shown.line(inForce)));
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("ID", "STATE", "EVENTS", "TARGET"));
            subscriptions.values().forEach(inForce -> rows.add(Shown.row(inForce)));
            Table.lines(rows).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // it still may be, by -Djdk.console
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
