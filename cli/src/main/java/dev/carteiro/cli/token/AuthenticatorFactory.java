package dev.carteiro.cli.token;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.auth.JwtAuthenticator;
import dev.carteiro.api.auth.KeySetCache;
import dev.carteiro.runtime.http.BoundedDns;
import dev.carteiro.runtime.http.ConnectionSettings;
import dev.carteiro.runtime.http.GuardedClient;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Creates the authenticator of the API. Stateless. */
public final class AuthenticatorFactory {
    private static final ConnectionSettings CONNECTIONS = new ConnectionSettings(Duration.ofSeconds(3),
            Duration.ofSeconds(5), 1, Duration.ofSeconds(30));

    private AuthenticatorFactory() {
    }

    /**
     * Returns an authenticator that trusts the keys of the settings.
     *
     * @param data a data directory whose lock the process holds, where a missing development key is created; {@code null} for
     *     processes without one, which need the setting {@code api.jwks}
     * @throws InvalidSetting if a setting is invalid, or a file that it names cannot be used
     */
    public static Authenticator of(Settings settings, @Nullable Path data, Lifecycle lifecycle) {
        TrustedKeySource trust = TrustedKeySource.of(settings);
        return new JwtAuthenticator(switch (trust) {
            case TrustedKeySource.DevelopmentKeySource development when data == null ->
                throw new InvalidSetting("setting api.jwks is empty:"
                        + " set it to a file or a URL with the keys of the token issuer (JWKS), and api.issuer to the issuer's"
                        + " name; for tests, use --data DIR, which creates a development key");
            case TrustedKeySource.DevelopmentKeySource development ->
                inFile(DevelopmentKey.createOrLoad(data).keySet());
            case TrustedKeySource.FileKeySource there -> inFile(there.file());
            case TrustedKeySource.UrlKeySource there -> atUrl(there.url(), lifecycle);
        }, trust.rules(), InstantSource.system());
    }

    private static KeySetCache inFile(Path file) {
        try {
            return KeySetCache.inFile(file);
        } catch (IOException e) {
            throw new InvalidSetting("cannot use the key set " + file + " (setting api.jwks): " + e.getMessage());
        }
    }

    /** Fetches keys from any network, because only the operator chooses the host; webhooks stay restricted. */
    private static KeySetCache atUrl(HttpUrl url, Lifecycle lifecycle) {
        BoundedDns names = lifecycle.add("look-ups of the key set", new BoundedDns(Dns.SYSTEM));
        return KeySetCache.at(url, GuardedClient.create(AllowedTargets.EVERYWHERE, CONNECTIONS, names));
    }
}
