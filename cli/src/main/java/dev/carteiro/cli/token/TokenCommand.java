package dev.carteiro.cli.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.carteiro.api.auth.Scope;
import dev.carteiro.api.auth.TokenRules;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
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

/** Prints a token for an API with a development key. */
@Command(name = "token", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Prints a token for the REST API.",
        "It is for the carteiro up or carteiro api that uses the data directory DIR, whose development key signs it. Everybody who has the token can do what its scopes allow until it expires. It"
                + " cannot be revoked, but deleting DIR/keys and restarting the API makes all its tokens invalid."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro token --scope read",
                        "  carteiro token --scope read create --tenant acme --expires-in 8h",
                        "  curl -H \"authorization: Bearer $(./carteiro token --scope read)\" \\",
                        "    http://localhost:8080/webhooks/api/v1/subscriptions",
                        "",
                        "Scopes: read, create, and manage, which includes the others.",
                        "Exit status: 0 done, 1 if there is no key, 2 wrong usage."})
public final class TokenCommand implements Callable<Integer> {
    private static final Duration MIN_LIFETIME = Duration.ofSeconds(1);
    private static final Duration MAX_LIFETIME = Duration.ofDays(365);
    private static final int MAX_NAME_CHARACTERS = 256;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".carteiro", description = "The data directory of carteiro up or api; ${DEFAULT-VALUE} by default.")
    private Path data = Path.of(".carteiro");

    @Option(names = "--scope", paramLabel = "SCOPE", arity = "1..*", split = ",", description = "The scopes: read, create, manage, or their full texts; separate several by spaces or commas.")
    private List<String> scopes = List.of();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Restrict the token to a tenant; all tenants by default.")
    private @Nullable String tenant;

    @Option(names = "--subject", paramLabel = "NAME", defaultValue = "developer", description = "The name of the caller in the audit log; ${DEFAULT-VALUE} by default.")
    private String subject = "developer";

    @Option(names = "--expires-in", paramLabel = "DURATION", defaultValue = "1h", description = "The lifetime of the token, 1s to 365d; ${DEFAULT-VALUE} by default.")
    private String expiresIn = "1h";

    @Override
    public Integer call() {
        if (scopes.isEmpty()) {
            throw usageError("no scope given: use --scope " + names());
        }
        String scope = scopes.stream().map(this::text).distinct().collect(Collectors.joining(" "));
        Duration lifetime = lifetime();
        requireName("--subject", subject);
        if (tenant != null) {
            requireName("--tenant", tenant);
        }
        if (!(TrustedKeySource
                .of(settings.load()) instanceof TrustedKeySource.DevelopmentKeySource(TokenRules rules))) {
            throw new CommandException(
                    "setting api.jwks names the keys of another issuer: get a token there, or remove the setting");
        }
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(rules.issuer()).audience(rules.audience())
                .subject(subject).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(lifetime)))
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
                () -> usageError("unknown --scope '" + given + "': use " + names() + ", or their full texts"));
    }

    private Duration lifetime() {
        Duration lifetime = Durations.parse(expiresIn);
        if (lifetime.compareTo(MIN_LIFETIME) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw usageError("invalid --expires-in " + expiresIn + ": use 1s to 365d");
        }
        return lifetime;
    }

    private void requireName(String option, String value) {
        if (value.isBlank() || value.length() > MAX_NAME_CHARACTERS
                || value.chars().anyMatch(Character::isISOControl)) {
            throw usageError("invalid " + option + ": use 1 to " + MAX_NAME_CHARACTERS
                    + " characters without control characters");
        }
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String names() {
        return Arrays.stream(Scope.values()).map(Scope::shortName).sorted().collect(Collectors.joining(", "));
    }
}
