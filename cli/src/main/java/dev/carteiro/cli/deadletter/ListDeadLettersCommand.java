package dev.carteiro.cli.deadletter;

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
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.schemas.job.DeadLetterFilter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Lists dead letters, the newest last: a table on a terminal, JSON lines elsewhere.",
        "The event's data and the sent body are not shown."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro dead-letters list --subscription crm --from 2h",
                "  carteiro dead-letters list --reason gone -o json | jq -r .delivery"})
final class ListDeadLettersCommand implements Callable<Integer> {
    private static final int MAX_LIMIT = 100_000;
    private static final List<Column> COLUMNS = List.of(Column.key("DIED"), Column.text("SUBSCRIPTION"),
            Column.key("DELIVERY"), Column.text("EVENT"), Column.number("ATTEMPTS"), Column.key("REASON"),
            Column.detail("DETAIL"));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final DeadLetterFilterOptions filters = new DeadLetterFilterOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Show the newest N; ${DEFAULT-VALUE} by default.")
    private int limit = 50;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ParameterException(spec.commandLine(),
                    "invalid --limit " + limit + ": use a number from 1 to " + MAX_LIMIT);
        }
        DeadLetterFilter filter = filters.filter(Instant.now());
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        NewestDeadLetters newest = new NewestDeadLetters(limit);
        ProgressReporter progress = new ProgressReporter(spec.commandLine().getErr(), System::nanoTime);
        new RedriveJobs(access, installation.names()).read(letter -> {
            progress.report(() -> "reading dead letters: " + newest.addedCount() + " matches so far");
            if (filter.matches(letter.content())) {
                newest.add(letter);
            }
        });
        show(newest);
        return 0;
    }

    private void show(NewestDeadLetters newest) {
        PrintWriter out = spec.commandLine().getOut();
        if (form.isJson()) {
            newest.inOrder().forEach(letter -> out.println(DeadLetterFormatter.line(letter)));
        } else {
            Table.lines(COLUMNS, newest.inOrder().stream().map(DeadLetterFormatter::row).toList(), Terminal.current())
                    .forEach(out::println);
        }
        out.flush();
        if (newest.evictedCount() > 0) {
            spec.commandLine().getErr()
                    .println("carteiro: " + newest.evictedCount() + " older dead letters are not shown: see --limit");
        }
    }
}
