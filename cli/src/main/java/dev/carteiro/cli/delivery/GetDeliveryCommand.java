package dev.carteiro.cli.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.option.SettingsOptions;
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

/** Shows the whole path of one delivery. */
@Command(name = "get", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Shows a delivery's whole path: its event and where that lies, each attempt with what the endpoint answered, and its"
                + " dead letter, if it has one.",
        "What was sent is not shown. All attempts that are kept are read, which takes a while where there are millions."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro deliveries get dlv_994e1fc1ce29c05c15e32379c6b86306"})
final class GetDeliveryCommand implements Callable<Integer> {
    private static final int WIDEST = 300;

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
        DeadLetter letter = delivery.deadLetter();
        List<String> lines = new ArrayList<>();
        lines.add("delivery      " + delivery.id());
        lines.add("state         " + state(delivery.state()));
        lines.add(
                "subscription  " + (letter == null ? delivery.text("subscription") : letter.delivery().subscription()));
        lines.add("event         " + (letter == null
                ? delivery.text("event") + ", id " + delivery.text("eventId")
                : letter.delivery().eventType() + ", id " + letter.delivery().eventId()));
        lines.add("event lies    " + (origin == null
                ? "not known any more"
                : "in " + origin.topic() + ", partition " + origin.partition() + ", offset " + origin.offset()));
        for (AttemptDocument attempt : delivery.attempts()) {
            lines.add("attempt " + attempt.text("attempt") + "  " + attempt.time("startedAt") + "  "
                    + attempt.text("outcome") + " " + attempt.result() + " in " + attempt.text("durationMs") + " ms"
                    + part(", ", attempt.text("detail")) + part(", next ", attempt.time("nextAttemptAt")));
            if (!attempt.text("response").isEmpty()) {
                lines.add("  answered: " + attempt.text("response").strip());
            }
        }
        if (letter != null) {
            lines.add("dead letter   " + letter.diedAt().truncatedTo(ChronoUnit.SECONDS) + "  " + letter.reason().code()
                    + ": " + letter.detail());
            if (delivery.state() instanceof DeliveryState.Dead) {
                lines.add("send it again: carteiro deliveries retry " + delivery.id());
            }
        }
        return lines.stream().map(line -> TerminalText.of(line, WIDEST)).toList();
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

    private static String part(String before, String text) {
        return text.isEmpty() ? "" : before + text;
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
        DeadLetter letter = delivery.deadLetter();
        if (letter != null) {
            document.putObject("deadLetter").put("diedAt", letter.diedAt().toString())
                    .put("reason", letter.reason().code()).put("detail", letter.detail());
        }
        return document.toString();
    }
}
