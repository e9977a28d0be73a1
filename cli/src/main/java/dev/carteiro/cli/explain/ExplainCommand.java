package dev.carteiro.cli.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.event.EventOptions;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.option.TextFiles;
import dev.carteiro.cli.subscription.EffectiveSubscription;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.json.StrictJson;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows which subscriptions would get an event, and which conditions exclude the others. */
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Shows which subscriptions in force an event would reach, and which conditions exclude the others. Nothing is"
                + " published.",
        "The event is a file (--event), or a TYPE with --data; without data, filters see an empty object."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro explain person.created --data '{\"id\": 1}'",
                "  carteiro explain --event event.json --subscription crm",
                "",
                "Exit status: 0 if it reaches the given subscription, or any if none is given; 1 if not."})
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Mixin
    private final EventOptions parts = new EventOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--event", paramLabel = "FILE", description = "The whole event, one JSON document; - for standard input.")
    private @Nullable String file;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic of the event; <prefix>events by default.")
    private @Nullable String topic;

    @Option(names = "--subscription", paramLabel = "ID", description = "Only this subscription.")
    private @Nullable String subscription;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Show at most N subscriptions that it does not reach, those with the fewest mismatches first; ${DEFAULT-VALUE} by default.")
    private int limit = 50;

    @Parameters(paramLabel = "TYPE", arity = "0..1", description = "The event's type.")
    private @Nullable String type;

    @Override
    public Integer call() {
        if ((type == null) == (file == null)) {
            throw new ParameterException(spec.commandLine(),
                    (type == null ? "no event given" : "a TYPE and --event exclude each other")
                            + ": use an event type, as in carteiro explain person.created, or --event FILE");
        }
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "invalid --limit " + limit + ": use a number from 0");
        }
        Settings settings = options.load();
        InstallationSettings installation = InstallationSettings.of(settings);
        Event event = event(settings, topic == null ? installation.names().events() : topic);
        KafkaAccess access = kafka.accessOrLocal();
        ProgressReporter progress = new ProgressReporter(spec.commandLine().getErr(), System::nanoTime);
        SortedMap<String, EffectiveSubscription> inForce = subscription == null
                ? EffectiveSubscription.read(access, installation.names(), progress)
                : new TreeMap<>(Map.of(subscription,
                        EffectiveSubscription.require(subscription, access, installation.names(), progress)));
        List<MatchExplanation> explained = EventExplainer.of(event, inForce.values());
        show(event, explained);
        return explained.stream().anyMatch(MatchExplanation::reached) ? 0 : 1;
    }

    private Event event(Settings settings, String target) {
        byte[] content = type == null ? TextFiles.read(String.valueOf(file)) : fromOptions(type);
        EventDecodingResult decoded = new EventDecoder(settings.number("router.max-event-bytes", 1, Integer.MAX_VALUE))
                .decode(
                        new SourceRecord(target, 0, 0, Instant.now().toEpochMilli(), new RecordHeaders(), content));
        return switch (decoded) {
            case EventDecodingResult.Valid(Event event) -> event;
            case EventDecodingResult.Invalid invalid -> throw new CommandException(
                    (file == null ? "" : TextFiles.name(file) + ": ") + invalid.detail());
        };
    }

    private byte[] fromOptions(String eventType) {
        ObjectNode data = parts.data(StrictJson.mapper().createObjectNode());
        return parts.event(eventType, data, "explained", Instant.now());
    }

    private void show(Event event, List<MatchExplanation> explained) {
        PrintWriter out = spec.commandLine().getOut();
        List<MatchExplanation> reached = explained.stream().filter(MatchExplanation::reached).toList();
        List<MatchExplanation> shown = new ArrayList<>(reached);
        explained.stream().filter(one -> !one.reached()).limit(limit).forEach(shown::add);
        if (form.isJson()) {
            shown.forEach(one -> out.println(one.json()));
        } else {
            out.println(TerminalText.of(event.type()) + " reaches " + reached.size() + " of " + explained.size()
                    + (explained.size() == 1 ? " subscription" : " subscriptions"));
            int width = shown.stream().mapToInt(one -> TerminalText.of(one.subscription()).length()).max().orElse(0);
            shown.forEach(one -> out.println(one.text(width)));
        }
        out.flush();
        if (shown.size() < explained.size()) {
            spec.commandLine().getErr().println("carteiro: " + (explained.size() - shown.size())
                    + " more subscriptions that it does not reach are not shown: see --limit and --subscription");
        }
    }
}
