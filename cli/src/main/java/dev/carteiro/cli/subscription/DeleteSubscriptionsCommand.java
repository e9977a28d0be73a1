package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.text.Suggestion;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes tombstones, and waits until they are in force. */
@Command(name = "delete", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Deletes subscriptions, and waits until the router has applied it.",
        "Queued deliveries are not sent. Existing subscriptions are deleted even if others do not exist."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions delete crm audit",
                "  carteiro subscriptions delete --if-exists crm",
                "",
                "Exit status: 0 if all are deleted, 1 if one did not exist (without --if-exists) or was not confirmed."})
final class DeleteSubscriptionsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(names = "--if-exists", description = "Ignore subscriptions that do not exist.")
    private boolean ifExists;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Subscriptions to delete.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
        for (String id : ids) {
            if (!SubscriptionReader.isId(id)) {
                throw new ParameterException(spec.commandLine(),
                        "invalid subscription id '" + id + "': use 1 to 256 characters without control characters");
            }
        }
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        Set<String> existing = existing(access, installation.names());
        List<SubscriptionChange> deletions = ids.stream().distinct().filter(existing::contains)
                .map(SubscriptionChange::delete).toList();
        int status = deletions.isEmpty()
                ? 0
                : new SubscriptionChangeExecutor(spec.commandLine(),
                        new RegistrationClient(access, installation.names()), waiting, false)
                        .execute(deletions, "deleted");
        return reportMissing(existing) ? 1 : status;
    }

    /** Returns the ids of subscriptions that are in force or at least written. */
    private Set<String> existing(KafkaAccess access, TopicNames names) {
        ProgressReporter progress = new ProgressReporter(spec.commandLine().getErr(), System::nanoTime);
        Map<String, Set<String>> topics = new HashMap<>();
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.applied(), names.subscriptions()))) {
            tail.toEnd(record -> {
                Set<String> found = topics.computeIfAbsent(record.topic(), topic -> new HashSet<>());
                progress.report(() -> "reading subscriptions: " + found.size() + " so far");
                if (record.key() != null) {
                    String id = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        found.remove(id);
                    } else {
                        found.add(id);
                    }
                }
            });
        }
        Set<String> existing = new TreeSet<>();
        topics.values().forEach(existing::addAll);
        return existing;
    }

    /** Prints the missing ids, and returns true if there are any. */
    private boolean reportMissing(Set<String> existing) {
        List<String> missing = ifExists
                ? List.of()
                : ids.stream().distinct().filter(id -> !existing.contains(id)).toList();
        missing.forEach(id -> spec.commandLine().getErr().println("carteiro: "
                + TerminalText.of("no subscription " + id + Suggestion.question(id, existing))));
        return !missing.isEmpty();
    }
}
