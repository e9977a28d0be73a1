package dev.carteiro.cli.delivery;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.option.TimeArgument;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
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

/** Lists deliveries with their last attempts. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Lists deliveries with a recent attempt, each with its state after the last attempt, the newest last: a table on a"
                + " terminal, JSON lines elsewhere.",
        "--outcome filters by the last attempt. See also: carteiro deliveries tail, dead-letters list."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro deliveries list",
                "  carteiro deliveries list --subscription crm --outcome retry,dead --since 7d",
                "  carteiro deliveries list -o json | jq -r .delivery"})
final class ListDeliveriesCommand implements Callable<Integer> {
    private static final int MAX_DELIVERIES = 20_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final AttemptFilterOptions filter = new AttemptFilterOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--since", paramLabel = "TIME", defaultValue = "24h", description = "Only deliveries with an attempt since then: 2025-02-10T15:30:00Z, or 1h for an hour ago; ${DEFAULT-VALUE} by default.")
    private String since = "24h";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Show the newest N; ${DEFAULT-VALUE} by default.")
    private int limit = 50;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MAX_DELIVERIES) {
            throw new ParameterException(spec.commandLine(),
                    "invalid --limit " + limit + ": use a number from 1 to " + MAX_DELIVERIES);
        }
        AttemptFilterOptions.AttemptFilter matching = filter.compile();
        Instant from = TimeArgument.parse("--since", since, Instant.now());
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        DeliveryOverview overview = new DeliveryOverview(MAX_DELIVERIES);
        ProgressReporter progress = new ProgressReporter(spec.commandLine().getErr(), System::nanoTime);
        try (TopicTail tail = TopicTail.since(access, List.of(installation.names().attempts()), from)) {
            long[] read = {0};
            tail.toEnd(record -> {
                read[0]++;
                progress.report(() -> "reading attempts: " + read[0] + " so far");
                AttemptDocument attempt = AttemptDocument.read(record.value());
                if (attempt != null && matching.matchesDelivery(attempt)) {
                    overview.add(attempt);
                }
            });
        }
        show(overview, overview.newest(limit, matching::matches));
        return 0;
    }

    private void show(DeliveryOverview overview, List<AttemptDocument> newest) {
        PrintWriter out = spec.commandLine().getOut();
        if (form.isJson()) {
            newest.forEach(attempt -> out.println(DeliveryOverview.json(attempt)));
        } else {
            Table.lines(DeliveryOverview.COLUMNS, newest.stream().map(DeliveryOverview::row).toList(),
                    Terminal.current())
                    .forEach(out::println);
        }
        out.flush();
        if (overview.evictedCount() > 0) {
            spec.commandLine().getErr().println("carteiro: only the last " + MAX_DELIVERIES
                    + " deliveries were considered, and " + overview.evictedCount()
                    + " older ones were not: narrow it down with --since or --subscription");
        }
    }
}
