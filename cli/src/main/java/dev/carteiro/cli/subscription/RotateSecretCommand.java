package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.SecretRotation;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.option.TextFiles;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.time.Durations;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replaces the secret of a subscription, and prints the new one. */
@Command(name = "rotate", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Replaces the secret of a subscription, and prints only the new secret on standard output. It is not shown again.",
        "During the grace period, each request is signed with the old secrets as well. Rotating also enables an endpoint that"
                + " Carteiro has disabled. If you keep subscriptions in files, write the new secret there too, or the next"
                + " apply restores the old one."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions rotate crm",
                        "  carteiro subscriptions rotate crm --grace 0          without the old secrets from now on",
                        "  carteiro subscriptions rotate crm --secret-file new-secret.txt",
                        "",
                        "Exit status: 0 if the new secret is in force, 1 if it was rejected or not confirmed."})
final class RotateSecretCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--grace", paramLabel = "DURATION", defaultValue = "24h", description = "The time in which the old secrets sign as well, 0 to 30d; ${DEFAULT-VALUE} by default.")
    private String graceText = "24h";

    @Option(names = "--secret-file", paramLabel = "FILE", description = "Read the secret from this file instead of generating one, and print nothing; - for standard input.")
    private @Nullable String secretFile;

    @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "10s", description = "The time to wait for the router; ${DEFAULT-VALUE} by default.")
    private String wait = "10s";

    @Parameters(paramLabel = "ID", description = "The subscription.")
    private String id = "";

    @Override
    public Integer call() {
        Duration grace = grace();
        Duration atMost = Durations.parse(wait);
        String secret = secretFile == null
                ? SecretRotation.newSecret(new SecureRandom())
                : new String(TextFiles.read(secretFile), StandardCharsets.UTF_8).strip();
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        EffectiveSubscription inForce = EffectiveSubscription.require(id, access, installation.names(),
                new ProgressReporter(spec.commandLine().getErr(), System::nanoTime));
        ObjectNode rotated = rotated(inForce, secret, grace);
        byte[] value = rotated.toString().getBytes(StandardCharsets.UTF_8);
        requireValid(value, inForce, new SubscriptionReader(installation.allowedOrAll()));
        RegistrationVerdict verdict = new RegistrationClient(access, installation.names())
                .writeAndWait(List.of(new SubscriptionChange(id, value)), atMost)
                .getOrDefault(id, new RegistrationVerdict.NoConfirmation());
        return report(verdict, secret, rotated.path("retiringSecrets").size(), grace);
    }

    /** Prints the secret even without a confirmation, because it cannot be read later. */
    private int report(RegistrationVerdict verdict, String secret, int retiring, Duration grace) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (verdict) {
            case RegistrationVerdict.Rejection(String reason) ->
                throw new CommandException(id + " was rejected: " + reason);
            case RegistrationVerdict.Acceptance applied -> {
                print(secret);
                err.println("carteiro: " + TerminalText.of(id) + " has a new secret; " + (retiring == 0
                        ? "no old secret signs any more"
                        : retiring + (retiring == 1 ? " old secret signs" : " old secrets sign") + " as well for up to "
                                + Durations.format(grace)));
                yield 0;
            }
            case RegistrationVerdict.NoConfirmation unconfirmed -> {
                print(secret);
                err.println(
                        "carteiro: the new secret of " + TerminalText.of(id)
                                + " is written, but was not confirmed: check that"
                                + " a router runs");
                yield 1;
            }
        };
    }

    private void print(String secret) {
        if (secretFile == null) {
            spec.commandLine().getOut().println(secret);
            spec.commandLine().getOut().flush();
        }
    }

    private static ObjectNode rotated(EffectiveSubscription inForce, String secret, Duration grace) {
        try {
            return SecretRotation.rotate(SubscriptionFormatter.parse(inForce.value()), secret, grace, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private void requireValid(byte[] value, EffectiveSubscription inForce, SubscriptionReader reader) {
        switch (reader.read(id, value, inForce.value())) {
            case SubscriptionReadResult.Valid(Subscription subscription) ->
                WarningPrinter.print(spec.commandLine().getErr(), subscription);
            case SubscriptionReadResult.Invalid wrong ->
                throw new CommandException(id + " was rejected: " + wrong.detail());
        }
    }

    private Duration grace() {
        try {
            return SecretRotation.parseGrace(graceText);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--grace: " + e.getMessage(), e);
        }
    }
}
