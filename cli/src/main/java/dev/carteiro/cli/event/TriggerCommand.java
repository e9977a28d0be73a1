package dev.carteiro.cli.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.delivery.AttemptDocument;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Durations;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes one event and shows its deliveries. */
@Command(name = "trigger", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Publishes one event, with sample data unless --data is given, and shows which subscriptions it reaches and how"
                + " their endpoints respond.",
        "It is a regular event, so every matching subscription gets it. Sample data holds \"sample\": true. To test a single"
                + " endpoint: carteiro subscriptions test."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro trigger person.created",
                        "  carteiro trigger person.created --data '{\"id\": \"abc12345\"}' --subscription crm",
                        "",
                        "Exit status: 0 if each endpoint that it reached accepted it, 1 if one did not, if it reached none,",
                        "or if an attempt is missing after --wait."})
public final class TriggerCommand implements Callable<Integer> {
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

    @Option(names = "--subscription", paramLabel = "ID", description = "Wait only for this subscription, and fail if the event does not reach it.")
    private @Nullable String subscription;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic to write to; <prefix>events by default. A router must read it.")
    private @Nullable String givenTopic;

    @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "10s", description = "The time to wait for attempts; ${DEFAULT-VALUE} by default.")
    private String wait = "10s";

    @Parameters(paramLabel = "TYPE", description = "The event's type, as in person.created.")
    private String type = "";

    @Override
    public Integer call() {
        if (EventArgument.isFile(type)) {
            throw new ParameterException(spec.commandLine(), "TYPE '" + type
                    + "' is a file: use an event type, as in person.created, or publish the file with: carteiro events"
                    + " publish");
        }
        Duration atMost = Durations.parse(wait);
        Instant now = Instant.now();
        SecureRandom random = new SecureRandom();
        String id = parts.id(SampleEvent.newId("evt_sample_", random));
        ObjectNode data = parts.data(SampleEvent.data(type, random, now));
        byte[] event = parts.event(type, data, id, now);
        Settings settings = options.load();
        InstallationSettings installation = InstallationSettings.of(settings);
        String topic = givenTopic == null ? installation.names().events() : givenTopic;
        String problem = new EventCheck(
                new EventDecoder(settings.number("router.max-event-bytes", 1, Integer.MAX_VALUE)), topic)
                .problem(event);
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem + "; nothing was published");
        }
        KafkaAccess access = kafka.accessOrLocal();
        ConnectionCheck.check(access);
        PublishEventsCommand.requireTopic(access, topic);
        try (EventTrace trace = new EventTrace(access, installation.names());
                EventPublisher publisher = new EventPublisher(access, topic)) {
            RecordMetadata at = publisher.publish(event, EventKey.of(event));
            if (!form.isJson()) {
                print("published " + type + " " + TerminalText.of(id) + " to " + topic);
            }
            boolean settled = trace.follow(id, at, one -> subscription == null || subscription.equals(one), atMost);
            return report(trace, settled, atMost);
        }
    }

    private int report(EventTrace trace, boolean settled, Duration atMost) {
        String quarantineReason = trace.quarantineReason();
        if (quarantineReason != null) {
            throw new CommandException("the router put the event into quarantine: " + quarantineReason);
        }
        if (!trace.isRouted() && trace.matchCount() == 0) {
            throw new CommandException("no router has read the event within " + Durations.format(atMost)
                    + ": check that a router runs and reads this topic (topics.events)");
        }
        List<Delivery> wanted = trace.deliveries().stream()
                .filter(one -> subscription == null || subscription.equals(one.subscription())).toList();
        if (wanted.isEmpty()) {
            throw new CommandException((subscription == null
                    ? "no subscription matched"
                    : "subscription " + subscription + " did not match"
                            + (trace.matchCount() == 0 ? "" : " (" + trace.matchCount() + " other subscriptions did)"))
                    + "; to see why: carteiro explain " + type
                    + (subscription == null ? "" : " --subscription " + subscription));
        }
        int width = wanted.stream().mapToInt(one -> TerminalText.of(one.subscription()).length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        boolean delivered = settled;
        for (Delivery delivery : wanted) {
            AttemptDocument attempt = trace.attempt(delivery);
            delivered &= attempt != null && attempt.text("outcome").equals(AttemptOutcome.DELIVERED.code());
            lines.add(form.isJson() ? json(delivery, attempt) : text(delivery, attempt, width));
        }
        if (!form.isJson()) {
            print("matched by " + trace.matchCount() + ":");
        }
        lines.forEach(this::print);
        if (!settled) {
            spec.commandLine().getErr().println("carteiro: some attempts are missing after "
                    + Durations.format(atMost) + ": follow them with carteiro deliveries tail, or see carteiro"
                    + " deliveries get");
        }
        return delivered ? 0 : 1;
    }

    private static String text(Delivery delivery, @Nullable AttemptDocument attempt, int width) {
        String id = TerminalText.of(delivery.subscription());
        String line = "  " + id + " ".repeat(width - id.length()) + "  ";
        if (attempt == null) {
            return line + "no attempt yet (" + delivery.id()
                    + "): the subscription is paused, the endpoint is busy, or no dispatcher runs";
        }
        String next = attempt.time("nextAttemptAt");
        return line + Terminal.current().colours().outcome(TerminalText.of(attempt.text("outcome")))
                + TerminalText.of(" " + attempt.result() + " in " + attempt.text("durationMs")
                        + " ms (" + delivery.id() + ")" + (next.isEmpty() ? "" : ", next attempt " + next));
    }

    private static String json(Delivery delivery, @Nullable AttemptDocument attempt) {
        return attempt == null
                ? StrictJson.mapper().createObjectNode().put("delivery", delivery.id())
                        .put("subscription", delivery.subscription()).toString()
                : attempt.json();
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
