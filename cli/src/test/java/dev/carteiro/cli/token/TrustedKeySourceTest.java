package dev.carteiro.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.auth.TokenRules;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedKeySourceTest {
    private static final TokenRules RULES = new TokenRules("https://id.example", "carteiro", Duration.ofSeconds(30));

    private static TrustedKeySource of(Map<String, String> settings) {
        return TrustedKeySource.of(Settings.load(null, Map.of(), settings));
    }

    private static TrustedKeySource keysAt(String jwks) {
        return of(Map.of("api.jwks", jwks, "api.issuer", "https://id.example"));
    }

    @Test
    void isTheDevelopmentKeyByDefault() {
        assertThat(of(Map.of())).isEqualTo(
                new TrustedKeySource.DevelopmentKeySource(
                        new TokenRules("carteiro-development", "carteiro", Duration.ofSeconds(30))));
        assertThat(of(Map.of("api.issuer", "me", "api.audience", "us", "api.clock-skew", "0")))
                .isEqualTo(new TrustedKeySource.DevelopmentKeySource(new TokenRules("me", "us", Duration.ZERO)));
    }

    @Test
    void isAFileOrAUrl() {
        assertThat(keysAt("/etc/keys.json"))
                .isEqualTo(new TrustedKeySource.FileKeySource(Path.of("/etc/keys.json"), RULES));
        assertThat(keysAt("https://id.example/keys"))
                .isEqualTo(new TrustedKeySource.UrlKeySource(HttpUrl.get("https://id.example/keys"), RULES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8180/keys", "http://127.0.0.1:8180/keys", "http://[::1]/keys"})
    void acceptsPlainHttpOnThisMachine(String url) {
        assertThat(keysAt(url)).isEqualTo(new TrustedKeySource.UrlKeySource(HttpUrl.get(url), RULES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example/keys", "http://localhost.example/keys", "http://127.0.0.1.example/keys",
            "https://user:secret@id.example/keys", "https://", "http:/keys"})
    void rejectsOtherUrls(String url) {
        assertThatThrownBy(() -> keysAt(url)).isInstanceOf(InvalidSetting.class).hasMessage("invalid value '"
                + url
                + "' for setting api.jwks: use a file, a URL with https and without user information, or one with http on this"
                + " machine (elsewhere see api.jwks-plain-http)");
    }

    @Test
    void acceptsPlainHttpElsewhereIfTheOperatorAllowsIt() {
        assertThat(of(Map.of("api.jwks", "http://id.internal/keys", "api.issuer", "https://id.example",
                "api.jwks-plain-http", "yes")))
                .isEqualTo(new TrustedKeySource.UrlKeySource(HttpUrl.get("http://id.internal/keys"), RULES));
        assertThatThrownBy(() -> of(Map.of("api.jwks", "http://id.internal/keys", "api.issuer", "i",
                "api.jwks-plain-http", "true")))
                .hasMessage("invalid value 'true' for setting api.jwks-plain-http: use yes or no");
    }

    @Test
    void keysNeedAnIssuer() {
        assertThatThrownBy(() -> of(Map.of("api.jwks", "keys.json"))).isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "invalid value '' for setting api.issuer: use 1 to 256 visible ASCII characters without quotes and"
                                + " backslashes, and required with api.jwks");
    }
}
