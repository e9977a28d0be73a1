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

/** Makes what tells the API's callers apart. Stateless. */
public final class AuthenticatorFactory {
    private static final ConnectionSettings CONNECTIONS = new ConnectionSettings(Duration.ofSeconds(3),
            Duration.ofSeconds(5), 1, Duration.ofSeconds(30));

    private AuthenticatorFactory() {
    }

    /**
     * @param data of a process that has a data directory and holds its lock, where a key is made if there is none;
     *     {@code null} for others, which need the setting {@code api.jwks}
     * @throws InvalidSetting if the settings are wrong, or a file they name cannot be used
     */
    public static Authenticator of(Settings settings, @Nullable Path data, Lifecycle lifecycle) {
        TrustedKeySource trust = TrustedKeySource.of(settings);
        return new JwtAuthenticator(switch (trust) {
            case TrustedKeySource.DevelopmentKeySource development when data == null ->
                throw new InvalidSetting("setting api.jwks is empty:"
                        + " give it a file or a URL with the keys of those who issue tokens (JWKS), and api.issuer their"
                        + " name; or to try it, let it make a key of its own: --data DIR");
            case TrustedKeySource.DevelopmentKeySource development -> inFile(DevelopmentKey.makeOrLoad(data).keySet());
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

    /** The operator names the host and no token can, so it may be in any network, without opening that to webhooks. */
    private static KeySetCache atUrl(HttpUrl url, Lifecycle lifecycle) {
        BoundedDns names = lifecycle.add("look-ups of the key set", new BoundedDns(Dns.SYSTEM));
        return KeySetCache.at(url, GuardedClient.create(AllowedTargets.EVERYWHERE, CONNECTIONS, names));
    }
}
