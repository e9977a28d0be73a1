package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the differences, writes the changed subscriptions, and waits until they are in force. */
@Command(name = "apply", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Creates or replaces subscriptions from files: shows the differences from the subscriptions in force, writes the"
                + " changed ones, and waits until the router has applied or rejected each.",
        "A file holds JSON objects of one or more lines, or arrays of them; the member \"id\" is the subscription's id, and"
                + " the other members are those of the API. In a directory, the files that end in .json, .jsonl or .ndjson"
                + " are read. All are validated by the router's rules first; if any is invalid, none is written. Secrets and"
                + " header values are not shown."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions apply hooks.json",
                        "  carteiro subscriptions apply --id crm crm.json",
                        "  carteiro subscriptions apply hooks/ --prune --dry-run     shows what would be created, changed, deleted",
                        "  carteiro subscriptions apply hooks/ --prune --tenant acme",
                        "  echo '{\"id\":\"crm\",\"targetUrl\":\"https://example.com/hooks\",\"events\":[\"person.*\"]}' \\",
                        "    | carteiro subscriptions apply -",
                        "",
                        "Exit status: 0 if all are in force, or with --dry-run if all are valid;",
                        "1 if any was invalid, rejected or not confirmed."})
final class ApplySubscriptionsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Mixin
    private final PruneOptions pruning = new PruneOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--id", paramLabel = "ID", description = "The id of a single subscription whose file has none.")
    private @Nullable String id;

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Option(names = "--rewrite", description = "Also write unchanged subscriptions, which enables endpoints that Carteiro has disabled.")
    private boolean rewrite;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "JSON files, or directories of them; - for standard input.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        requireUsable();
        InstallationSettings installation = InstallationSettings.of(settings.load());
        List<SubscriptionChange> wanted = SubscriptionFiles.read(names, id, pruning.isGiven());
        SubscriptionReader reader = new SubscriptionReader(installation.allowedOrAll());
        requireDistinct(wanted);
        KafkaAccess access = kafka.accessOrLocal();
        // The document counts as its own predecessor, because a secret that looks wrong can already be in force.
        Function<SubscriptionChange, SubscriptionReadResult> alone = change -> reader.read(change.id(), written(change),
                written(change));
        // Without Kafka, an invalid document is reported without the rules that only the router knows.
        if (wanted.stream().map(alone).anyMatch(Invalid.class::isInstance) && !ConnectionCheck.isAvailable(access)) {
            anyInvalid(wanted, alone);
            return 1;
        }
        ConnectionCheck.check(access);
        EffectiveSubscription.SubscriptionSnapshot snapshot = EffectiveSubscription.readSnapshot(access,
                installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        SortedMap<String, EffectiveSubscription> inForce = snapshot.subscriptions();
        if (snapshot.rules() == null) {
            warnOfUncheckedNetworks(wanted, reader);
        }
        SubscriptionReader registrar = snapshot.reader(installation.allowedOrAll());
        if (anyInvalid(wanted, change -> readWithWarnings(inForce.get(change.id()), change, registrar))) {
            return 1;
        }
        SubscriptionDiff diff = diff(inForce, wanted);
        (form.isJson() ? SubscriptionDiffFormatter.json(diff) : SubscriptionDiffFormatter.text(diff))
                .forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return dryRun ? 0 : execute(new RegistrationClient(access, installation.names()), wanted, diff);
    }

    private void requireUsable() {
        boolean directoriesOnly = names.stream().allMatch(SubscriptionFiles::isDirectory);
        String problem = id != null && (names.size() > 1 || directoriesOnly)
                ? "--id needs a single FILE"
                : pruning.problem(directoriesOnly, waiting.waits());
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private SubscriptionReadResult readWithWarnings(@Nullable EffectiveSubscription inForce, SubscriptionChange change,
            SubscriptionReader reader) {
        SubscriptionReadResult reading = reader.read(change.id(), written(change),
                inForce == null ? null : inForce.value());
        if (reading instanceof Valid(Subscription subscription)) {
            WarningPrinter.print(spec.commandLine().getErr(), subscription);
        }
        return reading;
    }

    /** Warns if the result depends on allowed networks that only the router knows. */
    private void warnOfUncheckedNetworks(List<SubscriptionChange> wanted, SubscriptionReader reader) {
        SubscriptionReader strict = new SubscriptionReader(AllowedTargets.NONE);
        long unchecked = wanted.stream()
                .filter(change -> strict.read(change.id(), written(change), any -> true) instanceof Invalid
                        && reader.read(change.id(), written(change), any -> true) instanceof Valid)
                .count();
        if (unchecked > 0) {
            spec.commandLine().getErr().println("carteiro: warning: the networks of " + unchecked
                    + (unchecked == 1 ? " target" : " targets")
                    + " are not checked here: no router has published its allowed networks");
        }
    }

    private static byte[] written(SubscriptionChange change) {
        return Objects.requireNonNull(change.value(), "a file holds no deletions");
    }

    private SubscriptionDiff diff(SortedMap<String, EffectiveSubscription> inForce, List<SubscriptionChange> wanted) {
        Set<String> ids = new HashSet<>();
        wanted.forEach(change -> ids.add(change.id()));
        return SubscriptionDiff.of(inForce, wanted, pruning.superfluous(inForce.values(), ids));
    }

    /** Writes the changes, then the deletions. Any failure prevents the deletions, since the directory can be wrong. */
    private int execute(RegistrationClient registration, List<SubscriptionChange> wanted, SubscriptionDiff diff) {
        SubscriptionChangeExecutor reporting = new SubscriptionChangeExecutor(spec.commandLine(), registration, waiting,
                form.isJson());
        List<SubscriptionChange> needed = rewrite ? wanted : diff.effectiveChanges(wanted);
        int status = needed.isEmpty() ? 0 : reporting.execute(needed, "applied");
        List<SubscriptionChange> deletions = diff.deletions();
        if (deletions.isEmpty()) {
            return status;
        }
        if (status != 0) {
            throw new CommandException("some subscriptions were not applied, so nothing was deleted");
        }
        return reporting.execute(deletions, "deleted");
    }

    /** Prints one line for each problem. */
    private void report(String id, List<Problem> problems) {
        PrintWriter err = spec.commandLine().getErr();
        problems.stream().limit(Invalid.MAX_SHOWN)
                .forEach(problem -> err.println("carteiro: " + TerminalText.of(id + " rejected: " + problem)));
        if (problems.size() > Invalid.MAX_SHOWN) {
            err.println(
                    "carteiro: " + TerminalText.of(id) + " rejected: and " + (problems.size() - Invalid.MAX_SHOWN)
                            + " more problems");
        }
    }

    private static void requireDistinct(List<SubscriptionChange> changes) {
        Set<String> ids = new HashSet<>();
        changes.forEach(change -> {
            if (!ids.add(change.id())) {
                throw new CommandException("subscription " + change.id() + " is given twice: remove one of them");
            }
        });
    }

    private boolean anyInvalid(List<SubscriptionChange> changes,
            Function<SubscriptionChange, SubscriptionReadResult> reader) {
        boolean invalid = false;
        for (SubscriptionChange change : changes) {
            if (reader.apply(change) instanceof Invalid wrong) {
                report(change.id(), wrong.problems());
                invalid = true;
            }
        }
        return invalid;
    }
}
