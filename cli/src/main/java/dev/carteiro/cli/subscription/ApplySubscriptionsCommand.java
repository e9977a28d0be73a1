package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
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

/** Shows what would change, writes what differs, and waits until it is in force. */
@Command(name = "apply", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Creates or replaces subscriptions: shows what differs from what is in force, writes that, and waits until the"
                + " router has applied or rejected each.",
        "A file holds JSON objects one after the other, on one line each or on several, or arrays of them; the member"
                + " \"id\" names the subscription, the rest is as in the contract. Of a directory, all files in it that end"
                + " in .json, .jsonl or .ndjson. If any is invalid, none is written: they are judged by the router's own rules"
                + " before. Secrets and header values are not shown."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions apply hooks.json",
                        "  carteiro subscriptions apply --id crm crm.json",
                        "  carteiro subscriptions apply hooks/ --prune --dry-run     what would be created, changed, deleted?",
                        "  carteiro subscriptions apply hooks/ --prune --tenant acme",
                        "  echo '{\"id\":\"crm\",\"targetUrl\":\"https://example.com/hooks\",\"events\":[\"person.*\"]}' \\",
                        "    | carteiro subscriptions apply -",
                        "",
                        "Exit status: 0 if all are in force, or with --dry-run if all are valid, whatever would change;",
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

    @Option(names = "--id", paramLabel = "ID", description = "The id of a single subscription that has none in its file.")
    private @Nullable String id;

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Option(names = "--rewrite", description = "Also write what is unchanged, which enables endpoints that Carteiro has disabled.")
    private boolean rewrite;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "JSON files, directories of them; - for standard input.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        requireUsable();
        InstallationSettings installation = InstallationSettings.of(settings.load());
        List<SubscriptionChange> wanted = SubscriptionFiles.read(names, id, pruning.isGiven());
        SubscriptionReader reader = new SubscriptionReader(installation.allowedOrAll());
        requireDistinct(wanted);
        KafkaAccess access = kafka.accessOrLocal();
        // Before Kafka is asked, a secret that looks wrong may be one that signs already.
        Function<SubscriptionChange, SubscriptionReadResult> alone = change -> reader.read(change.id(), written(change),
                written(change));
        // Where Kafka is away, a wrong document is told without what only the router knows.
        if (wanted.stream().map(alone).anyMatch(Invalid.class::isInstance) && !ConnectionCheck.isAvailable(access)) {
            anyInvalid(wanted, alone);
            return 1;
        }
        ConnectionCheck.check(access);
        EffectiveSubscription.SubscriptionSnapshot everything = EffectiveSubscription.readEverything(access, installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        SortedMap<String, EffectiveSubscription> inForce = everything.subscriptions();
        if (everything.rules() == null) {
            warnOfNetworks(wanted, reader);
        }
        SubscriptionReader registrar = everything.reader(installation.allowedOrAll());
        if (anyInvalid(wanted, change -> readBeside(inForce.get(change.id()), change, registrar))) {
            return 1;
        }
        SubscriptionDiff diff = diff(inForce, wanted);
        (form.isJson() ? SubscriptionDiffFormatter.json(diff) : SubscriptionDiffFormatter.text(diff)).forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return dryRun ? 0 : carryOut(new RegistrationClient(access, installation.names()), wanted, diff);
    }

    private void requireUsable() {
        boolean directoriesOnly = names.stream().allMatch(SubscriptionFiles::isDirectory);
        String problem = id != null && (names.size() > 1 || directoriesOnly)
                ? "--id goes with one FILE"
                : pruning.problem(directoriesOnly, waiting.waits());
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private SubscriptionReadResult readBeside(@Nullable EffectiveSubscription inForce, SubscriptionChange change, SubscriptionReader reader) {
        SubscriptionReadResult reading = reader.read(change.id(), written(change),
                inForce == null ? null : inForce.value());
        if (reading instanceof Valid(Subscription subscription)) {
            WarningPrinter.print(spec.commandLine().getErr(), subscription);
        }
        return reading;
    }

    /** Says so where the answer depends on networks that only the router knows. */
    private void warnOfNetworks(List<SubscriptionChange> wanted, SubscriptionReader reader) {
        SubscriptionReader strict = new SubscriptionReader(AllowedTargets.NONE);
        long unjudged = wanted.stream()
                .filter(change -> strict.read(change.id(), written(change), any -> true) instanceof Invalid
                        && reader.read(change.id(), written(change), any -> true) instanceof Valid)
                .count();
        if (unjudged > 0) {
            spec.commandLine().getErr().println("carteiro: warning: the networks of " + unjudged
                    + (unjudged == 1 ? " target" : " targets")
                    + " are not judged here: no router has said which it allows");
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

    /** Deletions come last, and not at all where something else went wrong: it may have been the wrong directory. */
    private int carryOut(RegistrationClient registration, List<SubscriptionChange> wanted, SubscriptionDiff diff) {
        SubscriptionChangeExecutor reporting = new SubscriptionChangeExecutor(spec.commandLine(), registration, waiting, form.isJson());
        List<SubscriptionChange> needed = rewrite ? wanted : diff.needed(wanted);
        int status = needed.isEmpty() ? 0 : reporting.carryOut(needed, "applied");
        List<SubscriptionChange> deletions = diff.deletions();
        if (deletions.isEmpty()) {
            return status;
        }
        if (status != 0) {
            throw new CommandException("not all was applied, so nothing was deleted");
        }
        return reporting.carryOut(deletions, "deleted");
    }

    /** One line for each. */
    private void report(String id, List<Problem> problems) {
        PrintWriter err = spec.commandLine().getErr();
        problems.stream().limit(Invalid.MAX_SHOWN)
                .forEach(problem -> err.println("carteiro: " + TerminalText.of(id + " rejected: " + problem)));
        if (problems.size() > Invalid.MAX_SHOWN) {
            err.println(
                    "carteiro: " + TerminalText.of(id) + " rejected: and " + (problems.size() - Invalid.MAX_SHOWN) + " more");
        }
    }

    private static void requireDistinct(List<SubscriptionChange> changes) {
        Set<String> ids = new HashSet<>();
        changes.forEach(change -> {
            if (!ids.add(change.id())) {
                throw new CommandException("subscription " + change.id() + " is given twice: leave one of them out");
            }
        });
    }

    private boolean anyInvalid(List<SubscriptionChange> changes, Function<SubscriptionChange, SubscriptionReadResult> reader) {
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
