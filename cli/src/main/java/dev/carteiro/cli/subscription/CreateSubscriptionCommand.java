package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.secret.GeneratedSecret;
import dev.carteiro.cli.secret.KeyType;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.time.Durations;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates a subscription from options, and shows the secret that it generates. */
@Command(name = "create", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Creates a subscription and waits until the router has accepted it.",
        "Without --id, the id is generated from the URL. Without --secret, --secret-file or --no-secret, a secret is generated"
                + " and shown once, for the receiver."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions create --url https://example.com/hooks --event 'person.*'",
                        "  carteiro subscriptions create --id crm --url https://example.com/hooks --event person.created \\",
                        "    --header 'authorization=Bearer ...' --retry 5s,1m,1h",
                        "  carteiro subscriptions create --url https://example.com/hooks --event 'order.*' \\",
                        "    --filter '{\"data\": {\"amount\": [{\"numeric\": [\">\", 100]}]}}'",
                        "",
                        "Exit status: 0 if it is in force, 1 if it was rejected or not confirmed."})
final class CreateSubscriptionCommand implements Callable<Integer> {
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

    @Option(names = "--id", paramLabel = "ID", description = "Its id; generated from the URL's host by default.")
    private @Nullable String givenId;

    @Option(names = "--paused", description = "Create it paused: its deliveries are held until carteiro subscriptions resume.")
    private boolean paused;

    @Override
    public Integer call() {
        String problem = members.url() == null || !members.hasEvents()
                ? "no URL or event type given: use --url URL and --event TYPE, for example --url"
                        + " https://example.com/hooks --event 'person.*'"
                : members.problem();
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
        SecureRandom random = new SecureRandom();
        String id = givenId == null ? SubscriptionIdGenerator.newId(members.url(), random) : givenId;
        ObjectNode document = StrictJson.mapper().createObjectNode();
        members.putInto(document);
        if (paused) {
            document.put("state", "paused");
        }
        GeneratedSecret generated = members.hasSecretOption() ? null : secretFor(document, random);
        if (generated != null) {
            document.putArray("secrets").add(generated.secret());
        }
        byte[] value = document.toString().getBytes(StandardCharsets.UTF_8);
        InstallationSettings installation = InstallationSettings.of(settings.load());
        requireValid(id, value, new SubscriptionReader(installation.allowedOrAll()));
        KafkaAccess access = kafka.accessOrLocal();
        ConnectionCheck.check(access);
        EffectiveSubscription.SubscriptionSnapshot snapshot = EffectiveSubscription.readSnapshot(access,
                installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        Subscription subscription = requireValid(id, value, snapshot.reader(installation.allowedOrAll()));
        if (snapshot.subscriptions().containsKey(id)) {
            throw new CommandException(
                    "subscription " + id + " already exists: change it with carteiro subscriptions update "
                            + id + ", or choose another --id");
        }
        WarningPrinter.print(spec.commandLine().getErr(), subscription);
        return report(id, new RegistrationClient(access, installation.names()), new SubscriptionChange(id, value),
                generated);
    }

    /** Generates a secret of the type that the profile signs with; an unknown profile is rejected later. */
    private static GeneratedSecret secretFor(ObjectNode document, SecureRandom random) {
        boolean isGrafeno = JsonValues.text(document.path("profile"), "").equals("grafeno");
        return GeneratedSecret.of(isGrafeno ? KeyType.RSA : KeyType.HMAC, random);
    }

    private Subscription requireValid(String id, byte[] value, SubscriptionReader reader) {
        return switch (reader.read(id, value)) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid wrong ->
                throw new ParameterException(spec.commandLine(), MemberOptions.describe(wrong));
        };
    }

    /** Shows the secret even without a confirmation, because it cannot be read later. */
    private int report(String id, RegistrationClient registration, SubscriptionChange change,
            @Nullable GeneratedSecret generated) {
        if (!waiting.waits()) {
            registration.write(List.of(change));
            print(id, "written", generated);
            return 0;
        }
        RegistrationVerdict verdict = registration.writeAndWait(List.of(change), waiting.atMost()).getOrDefault(id,
                new RegistrationVerdict.NoConfirmation());
        return switch (verdict) {
            case RegistrationVerdict.Acceptance applied -> {
                print(id, "created", generated);
                yield 0;
            }
            case RegistrationVerdict.Rejection(String reason) ->
                throw new CommandException(id + " was rejected: " + reason);
            case RegistrationVerdict.NoConfirmation unconfirmed -> {
                print(id, "written", generated);
                spec.commandLine().getErr()
                        .println("carteiro: " + TerminalText.of(id) + " is written, but was not confirmed within "
                                + Durations.format(waiting.atMost()) + ": check that a router runs");
                yield 1;
            }
        };
    }

    private void print(String id, String result, @Nullable GeneratedSecret generated) {
        PrintWriter out = spec.commandLine().getOut();
        boolean hasPublicKey = generated != null && generated.publicKey() != null;
        if (form.isJson()) {
            ObjectNode line = StrictJson.mapper().createObjectNode().put("subscription", id).put("result", result);
            if (generated != null) {
                line.put(hasPublicKey ? "publicKey" : "secret",
                        hasPublicKey ? generated.publicKey() : generated.secret());
            }
            out.println(line);
        } else {
            out.println(TerminalText.of(id) + " " + result);
            if (generated != null) {
                out.println(hasPublicKey
                        ? "The receiver verifies with this public key:"
                        : "The receiver verifies with this secret, which is not shown again:");
                out.println(hasPublicKey ? generated.publicKey() : generated.secret());
            }
        }
        out.flush();
    }
}
