package dev.carteiro.cli.delivery;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.option.TimeArgument;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Follows the attempts topic. The records of one poll are sorted by time; an order across polls would need to wait for the
 * slowest partition.
 */
@Command(name = "tail", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Shows every attempt as it ends, live: a table on a terminal, JSON lines elsewhere. Ctrl-C ends it.",
        "While Kafka is unavailable it waits, and then continues at the same position."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro deliveries tail",
                "  carteiro deliveries tail --subscription crm --outcome retry,dead",
                "  carteiro deliveries tail --since 1h --event 'person.*' --no-follow -o json | jq -r .delivery",
                "",
                "Exit status: 130 after Ctrl-C, 0 with --no-follow or if the output pipe is closed, 1 if it failed."})
final class TailDeliveriesCommand implements Callable<Integer> {
    private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME = Comparator
            .comparingLong((ConsumerRecord<byte[], byte[]> record) -> record.timestamp())
            .thenComparingInt(ConsumerRecord::partition).thenComparingLong(ConsumerRecord::offset);

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

    private final Table table = AttemptDocument.table(Terminal.current());

    @Option(names = "--since", paramLabel = "TIME", description = "Start there: 2025-02-10T15:30:00Z, or 1h for an hour ago. Now by default.")
    private @Nullable String since;

    @Option(names = "--no-follow", description = "Show the attempts since then, and end.")
    private boolean once;

    @Override
    public Integer call() {
        AttemptFilterOptions.AttemptFilter matching = filter.compile();
        Instant from = since == null ? null : TimeArgument.parse("--since", since, Instant.now());
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        List<String> topics = List.of(installation.names().attempts());
        try (TerminationSignal signal = new TerminationSignal();
                TopicTail tail = from == null
                        ? TopicTail.fromNow(access, topics)
                        : TopicTail.since(access, topics, from)) {
            if (!form.isJson()) {
                spec.commandLine().getOut().println(table.title());
                spec.commandLine().getOut().flush();
            }
            if (once) {
                tail.toEnd(record -> show(List.of(record), matching));
            }
            while (!once && !signal.isReceived() && !isOutputClosed()) {
                List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
                tail.poll(batch::add);
                batch.sort(BY_TIME);
                show(batch, matching);
            }
        }
        return 0;
    }

    private void show(List<ConsumerRecord<byte[], byte[]>> batch, AttemptFilterOptions.AttemptFilter matching) {
        PrintWriter out = spec.commandLine().getOut();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            AttemptDocument attempt = AttemptDocument.read(record.value());
            if (attempt != null && matching.matches(attempt)) {
                (form.isJson() ? List.of(attempt.json()) : table.row(attempt.row())).forEach(out::println);
            }
        }
        out.flush();
    }

    /** Returns true after a write to a closed pipe; a PrintStream throws no exception for it. */
    private boolean isOutputClosed() {
        return spec.commandLine().getOut().checkError() || System.out.checkError();
    }
}
