package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes the given members of a subscription, and keeps the others as they are in force. */
@Command(name = "update", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Changes only the given members of a subscription, and waits until the router has accepted it.",
        "--event replaces all event types. --header adds or replaces a single header. --secret replaces all secrets at once;"
                + " with carteiro subscriptions rotate the old ones sign as well for a while.",
        "If --url changes the scheme, host or port, secrets and headers are not sent there unless you give them again or use"
                + " --keep-credentials."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions update crm --event 'person.*' --event 'order.*'",
                        "  carteiro subscriptions update crm --url https://example.com/v2/hooks",
                        "  carteiro subscriptions update crm --unset filter --unset rate-limit",
                        "",
                        "Exit status: 0 if it is in force or nothing differs, 1 if it was rejected or not confirmed."})
final class UpdateSubscriptionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final MemberOptions members = new MemberOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--unset", paramLabel = "NAME", split = ",", hideParamSyntax = true, description = "Remove this member, named by its option without --: name, profile, header, secret, filter, tenant, context, status, method, timeout, success-status, retry, max-age, max-in-flight, rate-limit; repeatable.")
    private List<String> unset = List.of();

    @Option(names = "--keep-credentials", description = "Keep secrets and headers for a URL of another origin.")
    private boolean keepCredentials;

    @Parameters(paramLabel = "ID", description = "The subscription.")
    private String id = "";

    @Override
    public Integer call() {
        String problem = unset.stream().filter(name -> !MemberOptions.REMOVABLE.contains(name)).findFirst()
                .map(name -> "unknown --unset '" + name + "': use one of "
                        + String.join(", ", MemberOptions.REMOVABLE))
                .orElse(members.problem());
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        EffectiveSubscription.SubscriptionSnapshot snapshot = EffectiveSubscription.readSnapshot(access,
                installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        EffectiveSubscription inForce = snapshot.require(id);
        ObjectNode before = SubscriptionFormatter.parse(inForce.value());
        ObjectNode document = before.deepCopy();
        unset.forEach(name -> MemberOptions.remove(document, name));
        members.putInto(document);
        requireCredentials(before, document);
        byte[] value = document.toString().getBytes(StandardCharsets.UTF_8);
        requireValid(value, inForce, snapshot.reader(installation.allowedOrAll()));
        SubscriptionDiff diff = SubscriptionDiff.of(new TreeMap<>(Map.of(id, inForce)),
                List.of(new SubscriptionChange(id, value)), List.of());
        if (!form.isJson()) {
            SubscriptionDiffFormatter.differences(diff).forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
        }
        List<SubscriptionChange> needed = diff.effectiveChanges(List.of(new SubscriptionChange(id, value)));
        return needed.isEmpty()
                ? 0
                : new SubscriptionChangeExecutor(spec.commandLine(),
                        new RegistrationClient(access, installation.names()), waiting,
                        form.isJson()).execute(needed, "updated");
    }

    /** Checks that credentials are not sent to another origin by mistake, as the API does. */
    private void requireCredentials(ObjectNode before, ObjectNode now) {
        Optional<Origin> origin = Origin.of(before.path("targetUrl").textValue());
        if (keepCredentials || members.url() == null
                || (origin.isPresent() && origin.equals(Origin.of(members.url())))) {
            return;
        }
        List<String> carried = new ArrayList<>(Stream.of("headers", "secrets", "retiringSecrets")
                .filter(member -> !now.path(member).isEmpty()).toList());
        if (members.givesHeaders(now.path("headers"))) {
            carried.remove("headers");
        }
        if (members.hasSecretOption()) {
            carried.removeAll(List.of("secrets", "retiringSecrets"));
        }
        if (!carried.isEmpty()) {
            throw new CommandException("--url changes the scheme, host or port, so the stored "
                    + String.join(" and ", carried)
                    + " are not sent there: give them again (--header, --secret), remove them (--unset"
                    + " header --unset secret), or use --keep-credentials");
        }
    }

    private void requireValid(byte[] value, EffectiveSubscription inForce, SubscriptionReader reader) {
        switch (reader.read(id, value, inForce.value())) {
            case SubscriptionReadResult.Valid(Subscription subscription) ->
                WarningPrinter.print(spec.commandLine().getErr(), subscription);
            case SubscriptionReadResult.Invalid wrong ->
                throw new ParameterException(spec.commandLine(), MemberOptions.describe(wrong));
        }
    }
}
