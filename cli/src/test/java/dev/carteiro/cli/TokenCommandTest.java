package dev.carteiro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.Scope;
import dev.carteiro.api.auth.UnauthenticatedException;
import dev.carteiro.cli.token.AuthenticatorFactory;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API of a data directory accepts the tokens that {@code carteiro token} prints for it. */
class TokenCommandTest {
    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Lifecycle lifecycle = new Lifecycle();

    private int run(String... arguments) {
        return Carteiro.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Authenticator authenticator(Map<String, String> settings) {
        return AuthenticatorFactory.of(Settings.load(null, Map.of(), settings), data, lifecycle);
    }

    @Test
    void isAccepted() {
        Authenticator authenticator = authenticator(Map.of());

        assertThat(run("token", "--data", data.toString(), "--scope", "read",
                "webhooks-engine/manage:subscriptions", "--tenant", "acme", "--subject", "ana")).isZero();

        assertThat(out.toString()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n");
        assertThat(err.toString()).isEmpty();
        assertThat(authenticator.authenticate("Bearer " + out.toString().strip()))
                .isEqualTo(new Caller("ana", "acme", Set.of(Scope.READ, Scope.MANAGE)));
    }

    @Test
    void isRejectedByAnotherAudience() {
        Authenticator other = authenticator(Map.of("api.audience", "other"));
        assertThat(run("token", "--data", data.toString(), "--scope", "read,create")).isZero();
        assertThatThrownBy(() -> other.authenticate("Bearer " + out.toString().strip()))
                .isInstanceOf(UnauthenticatedException.class)
                .hasMessage("the token is meant for another audience: its aud must be or hold other");
    }

    @Test
    void namesWhatIsMissingOrInvalid() {
        assertThat(run("token", "--data", data.toString(), "--scope", "read")).isEqualTo(1);
        assertThat(run("token", "--data", data.toString())).isEqualTo(2);
        assertThat(run("token", "--scope", "write")).isEqualTo(2);
        assertThat(run("token", "--scope", "read", "--expires-in", "0s")).isEqualTo(2);
        assertThat(run("token", "--scope", "read", "--tenant", "")).isEqualTo(2);
        assertThat(run("token", "--scope", "read", "--set", "api.jwks=k.json", "--set", "api.issuer=i")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo(
                """
                        carteiro: there is no development key in %s: start carteiro up or api first, with the same --data
                        carteiro: no scope given: use --scope create, manage, read; see carteiro token --help
                        carteiro: unknown --scope 'write': use create, manage, read, or their full texts; see carteiro token --help
                        carteiro: invalid --expires-in 0s: use 1s to 365d; see carteiro token --help
                        carteiro: invalid --tenant: use 1 to 256 characters without control characters; see carteiro token --help
                        carteiro: setting api.jwks names the keys of another issuer: get a token there, or remove the setting
                        """
                        .formatted(data));
    }

    @Test
    void aProcessWithoutDataDirectoryNeedsKeysOfAnIssuer() {
        Settings settings = Settings.load(null, Map.of(), Map.of());
        assertThatThrownBy(() -> AuthenticatorFactory.of(settings, null, lifecycle)).isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("setting api.jwks is empty: set it to a file or a URL");
        Path none = data.resolve("none.json");
        assertThatThrownBy(() -> authenticator(Map.of("api.jwks", none.toString(), "api.issuer", "i")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("cannot use the key set " + none + " (setting api.jwks): there is no such file");
    }
}
