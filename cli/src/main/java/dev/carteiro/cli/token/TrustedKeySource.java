package dev.carteiro.cli.token;

import dev.carteiro.api.auth.TokenRules;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.targeturl.HostNameRules;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.HttpUrl;

/** The source of the keys that the API trusts, by the settings {@code api.*}. Immutable. */
public sealed interface TrustedKeySource {
    /** The default {@code iss} of tokens that a development key signs. */
    String DEVELOPMENT_ISSUER = "carteiro-development";

    TokenRules rules();

    /** The development key in the data directory. */
    record DevelopmentKeySource(TokenRules rules) implements TrustedKeySource {
    }

    /** The keys in a file. */
    record FileKeySource(Path file, TokenRules rules) implements TrustedKeySource {
    }

    /** The keys at a URL. */
    record UrlKeySource(HttpUrl url, TokenRules rules) implements TrustedKeySource {
    }

    /**
     * Returns the source that the settings give, without reading or fetching keys.
     *
     * @throws InvalidSetting if a setting is invalid
     */
    static TrustedKeySource of(Settings settings) {
        String keys = settings.text("api.jwks");
        if (keys.isEmpty() && settings.text("api.issuer").isEmpty()) {
            return new DevelopmentKeySource(rules(settings, DEVELOPMENT_ISSUER));
        }
        String issuer = settings.read("api.issuer", TrustedKeySource::name,
                TokenRules.ACCEPTED + ", and required with api.jwks");
        TokenRules rules = rules(settings, issuer);
        if (keys.isEmpty()) {
            return new DevelopmentKeySource(rules);
        }
        if (keys.matches("(?i)https?:.*")) {
            return new UrlKeySource(url(settings), rules);
        }
        return new FileKeySource(settings.read("api.jwks", Path::of, "a file, or a URL with https"), rules);
    }

    private static TokenRules rules(Settings settings, String issuer) {
        String audience = settings.read("api.audience", TrustedKeySource::name, TokenRules.ACCEPTED);
        return new TokenRules(issuer, audience,
                settings.duration("api.clock-skew", Duration.ZERO, TokenRules.LONGEST_SKEW));
    }

    private static String name(String text) {
        if (!TokenRules.isName(text)) {
            throw new IllegalArgumentException("not a name");
        }
        return text;
    }

    private static HttpUrl url(Settings settings) {
        boolean plainHttp = settings.flag("api.jwks-plain-http");
        return settings.read("api.jwks", text -> {
            HttpUrl url = HttpUrl.get(text);
            if (!url.username().isEmpty() || !url.password().isEmpty()
                    || !(url.isHttps() || plainHttp || isThisMachine(url.host()))) {
                throw new IllegalArgumentException("not a URL for keys");
            }
            return url;
        }, "a file, a URL with https and without user information, or one with http on this machine"
                + " (elsewhere see api.jwks-plain-http)");
    }

    private static boolean isThisMachine(String host) {
        return HostNameRules.isLoopback(host) || host.equals("127.0.0.1") || host.equals("::1");
    }
}
