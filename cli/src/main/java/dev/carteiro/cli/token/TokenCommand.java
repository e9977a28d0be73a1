package dev.carteiro.cli.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.carteiro.api.auth.Scope;
import dev.carteiro.api.auth.TokenRules;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.schemas.time.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes one token for an API that has a key of its own. */
@Command(name = "token", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Prints a token for the API of the carteiro up, or the carteiro api, that uses the data directory DIR; nothing else.",
        "It is signed with the key that is kept there. Whoever holds it can do what its scopes allow until it expires:"
                + " there is no taking it back, but deleting DIR/keys and starting it again makes all of them void."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro token --scope read",
                        "  carteiro token --scope read create --tenant acme --expires-in 8h",
                        "  curl -H \"authorization: Bearer $(./carteiro token --scope read)\" \\",
                        "    http://localhost:8080/webhooks/api/v1/subscriptions",
                        "",
                        "Scopes: read, create, and manage, which may do all that the others may.",
                        "Exit status: 0 done, 1 if there is no key, 2 wrong usage."})
public final class TokenCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int LONGEST_NAME = 256;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".carteiro", description = "The data directory of carteiro up or api; ${DEFAULT-VALUE} by default.")
    private Path data = Path.of(".carteiro");

    @Option(names = "--scope", paramLabel = "SCOPE", arity = "1..*", split = ",", description = "What it allows: read, create, manage, or their full texts; several with spaces or commas between.")
    private List<String> scopes = List.of();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Confines it to a tenant. All of them by default.")
    private @Nullable String tenant;

    @Option(names = "--subject", paramLabel = "NAME", defaultValue = "developer", description = "Who it is for, as it will stand in the audit log; ${DEFAULT-VALUE} by default.")
    private String subject = "developer";

    @Option(names = "--expires-in", paramLabel = "DURATION", defaultValue = "1h", description = "How long it is good for, 1s to 365d; ${DEFAULT-VALUE} by default.")
    private String expiresIn = "1h";

    @Override
    public Integer call() {
        if (scopes.isEmpty()) {
            throw usage("say what it is to allow: --scope " + names());
        }
        String scope = scopes.stream().map(this::text).distinct().collect(Collectors.joining(" "));
        Duration lasts = lasts();
        requireName("--subject", subject);
        if (tenant != null) {
            requireName("--tenant", tenant);
        }
        if (!(TrustedKeySource.of(settings.load()) instanceof TrustedKeySource.DevelopmentKeySource(TokenRules rules))) {
            throw new CommandException("setting api.jwks names the keys of another issuer: get a token there, or leave it out");
        }
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(rules.issuer()).audience(rules.audience())
                .subject(subject).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(lasts)))
                .claim("scope", scope);
        if (tenant != null) {
            claims.claim("tenant", tenant);
        }
        spec.commandLine().getOut().println(DevelopmentKey.load(data).sign(claims.build()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String text(String given) {
        return Scope.of(given).map(Scope::text).orElseThrow(
                () -> usage("--scope '" + given + "' is unknown: write " + names() + ", or their full texts"));
    }

    private Duration lasts() {
        Duration lasts = Durations.parse(expiresIn);
        if (lasts.compareTo(SHORTEST) < 0 || lasts.compareTo(LONGEST) > 0) {
            throw usage("--expires-in " + expiresIn + ": write 1s to 365d");
        }
        return lasts;
    }

    private void requireName(String option, String value) {
        if (value.isBlank() || value.length() > LONGEST_NAME || value.chars().anyMatch(Character::isISOControl)) {
            throw usage(option + " must be 1 to " + LONGEST_NAME + " characters without control characters");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String names() {
        return Arrays.stream(Scope.values()).map(Scope::shortName).sorted().collect(Collectors.joining(", "));
    }
}
