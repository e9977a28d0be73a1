package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.text.Suggestion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options and the work of {@code pause} and {@code resume}: changes only the state of subscriptions. Filled by picocli. */
final class StateOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The subscriptions.")
    private List<String> ids = List.of();

    /**
     * Writes the state.
     *
     * @param result the word for success, for example {@code paused}
     * @return the exit status
     */
    int write(String state, String result) {
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        Map<String, EffectiveSubscription> inForce = EffectiveSubscription.read(access, installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        List<String> missing = ids.stream().filter(id -> !inForce.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            String meant = missing.size() == 1 ? Suggestion.question(missing.getFirst(), inForce.keySet()) : "";
            throw new CommandException("no subscription " + String.join(", ", missing)
                    + " in force, so nothing was changed"
                    + (meant.isEmpty() ? ": see carteiro subscriptions list" : meant));
        }
        List<SubscriptionChange> changes = new ArrayList<>();
        for (String id : ids.stream().distinct().toList()) {
            EffectiveSubscription one = Objects.requireNonNull(inForce.get(id));
            ObjectNode document = SubscriptionFormatter.parse(one.value());
            // Writing it again enables an endpoint that Carteiro has disabled.
            if (JsonValues.text(document.path("state"), "active").equals(state) && one.endpoint() == null) {
                spec.commandLine().getOut().println(TerminalText.of(id) + " is already " + state);
            } else {
                document.put("state", state);
                changes.add(new SubscriptionChange(id, document.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }
        spec.commandLine().getOut().flush();
        return changes.isEmpty()
                ? 0
                : new SubscriptionChangeExecutor(spec.commandLine(),
                        new RegistrationClient(access, installation.names()), waiting, false)
                        .execute(changes, result);
    }
}
