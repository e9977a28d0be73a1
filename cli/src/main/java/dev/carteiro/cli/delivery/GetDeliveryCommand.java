package dev.carteiro.cli.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.EventOrigin;
import dev.carteiro.schemas.json.StrictJson;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one delivery with all its attempts. */
@Command(name = "get", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Shows a delivery: its event and the event's position, each attempt with the endpoint's response, and its dead"
                + " letter, if it has one.",
        "The sent body is not shown. The command reads all attempts that are kept, which takes a while where there are"
                + " millions."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro deliveries get dlv_994e1fc1ce29c05c15e32379c6b86306"})
final class GetDeliveryCommand implements Callable<Integer> {
    private static final int MAX_LINE_CHARACTERS = 300;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Parameters(paramLabel = "ID", description = "The delivery: its webhook-id.")
    private String id = "";

    @Override
    public Integer call() {
        try {
            DeliveryDetails.requireId(id);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        DeliveryDetails delivery = DeliveryDetails.read(id, access, installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        EventOrigin origin = EventLocator.of(delivery, access, installation.names());
        List<String> lines = form.isJson() ? List.of(json(delivery, origin)) : text(delivery, origin);
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return 0;
    }

    static List<String> text(DeliveryDetails delivery, @Nullable EventOrigin origin) {
        DeadLetter deadLetter = delivery.deadLetter();
        List<String> lines = new ArrayList<>();
        lines.add("delivery      " + delivery.id());
        lines.add("state         " + state(delivery.state()));
        lines.add("subscription  " + (deadLetter == null
                ? delivery.text("subscription")
                : deadLetter.delivery().subscription()));
        lines.add("event         " + (deadLetter == null
                ? delivery.text("event") + ", id " + delivery.text("eventId")
                : deadLetter.delivery().eventType() + ", id " + deadLetter.delivery().eventId()));
        lines.add("position      " + (origin == null
                ? "unknown: its record is no longer kept"
                : "topic " + origin.topic() + ", partition " + origin.partition() + ", offset " + origin.offset()));
        for (AttemptDocument attempt : delivery.attempts()) {
            lines.add("attempt " + attempt.text("attempt") + "  " + attempt.time("startedAt") + "  "
                    + attempt.text("outcome") + " " + attempt.result() + " in " + attempt.text("durationMs") + " ms"
                    + withPrefix(", ", attempt.text("detail"))
                    + withPrefix(", next ", attempt.time("nextAttemptAt")));
            if (!attempt.text("response").isEmpty()) {
                lines.add("  response: " + attempt.text("response").strip());
            }
        }
        if (deadLetter != null) {
            lines.add("dead letter   " + deadLetter.diedAt().truncatedTo(ChronoUnit.SECONDS) + "  "
                    + deadLetter.reason().code() + ": " + deadLetter.detail());
            if (delivery.state() instanceof DeliveryState.Dead) {
                lines.add("send it again: carteiro deliveries retry " + delivery.id());
            }
        }
        return lines.stream().map(line -> TerminalText.of(line, MAX_LINE_CHARACTERS)).toList();
    }

    private static String state(DeliveryState state) {
        return switch (state) {
            case DeliveryState.Waiting(var next) ->
                "waiting" + (next == null ? "" : ", next attempt " + next.truncatedTo(ChronoUnit.SECONDS));
            case DeliveryState.Dead(var reason) -> "dead" + (reason == null ? "" : ": " + reason.code());
            case DeliveryState.Delivered delivered -> delivered.code();
            case DeliveryState.Cancelled cancelled -> "cancelled: its subscription was deleted or disabled";
            case DeliveryState.TestFailed failed -> failed.code();
        };
    }

    private static String withPrefix(String prefix, String text) {
        return text.isEmpty() ? "" : prefix + text;
    }

    private static String json(DeliveryDetails delivery, @Nullable EventOrigin origin) {
        ObjectNode document = StrictJson.mapper().createObjectNode().put("delivery", delivery.id()).put("state",
                delivery.state().code());
        if (origin != null) {
            document.put("eventTopic", origin.topic()).put("eventPartition", origin.partition()).put("eventOffset",
                    origin.offset());
        }
        ArrayNode attempts = document.putArray("attempts");
        delivery.attempts().forEach(attempt -> attempts.add(attempt.document()));
        DeadLetter deadLetter = delivery.deadLetter();
        if (deadLetter != null) {
            document.putObject("deadLetter").put("diedAt", deadLetter.diedAt().toString())
                    .put("reason", deadLetter.reason().code()).put("detail", deadLetter.detail());
        }
        return document.toString();
    }
}
