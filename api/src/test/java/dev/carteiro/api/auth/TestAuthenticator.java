package dev.carteiro.api.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.assertj.core.api.AbstractThrowableAssert;

/** An authenticator that believes one issuer, at 2025-02-10T15:30:50Z. Immutable. */
final class TestAuthenticator {
    static final TestTokenIssuer ISSUER = new TestTokenIssuer();

    /** The fixed time of the clock. */
    static final long NOW = 1_739_201_450;

    static final String CLAIMS = "{\"iss\":\"https://id.example\",\"aud\":\"carteiro\",\"sub\":\"ana\",\"exp\":"
            + (NOW + 60) + ",\"scope\":\"webhooks-engine/read:subscriptions\"}";

    private static final TokenRules RULES = new TokenRules("https://id.example", "carteiro", Duration.ofSeconds(30));

    private TestAuthenticator() {
    }

    static Caller enter(String token) {
        return enter(ISSUER.keySet(), token);
    }

    static Caller enter(String keySet, String token) {
        KeySetCache keys = new KeySetCache(() -> keySet.getBytes(StandardCharsets.UTF_8), () -> 0, Runnable::run);
        return new JwtAuthenticator(keys, RULES, InstantSource.fixed(Instant.ofEpochSecond(NOW)))
                .authenticate("Bearer " + token);
    }

    static AbstractThrowableAssert<?, ?> assertRefused(String token) {
        return assertThatThrownBy(() -> enter(token)).isInstanceOf(UnauthenticatedException.class);
    }

    /** The claims with one of them replaced, or one more; a value of nothing leaves it out. */
    static String claims(String name, String value) {
        String others = CLAIMS.replaceAll("\"" + name + "\":(\"[^\"]*\"|\\d+),?", "");
        String rest = others.replace(",}", "}");
        return value.isEmpty() ? rest : rest.substring(0, rest.length() - 1) + ",\"" + name + "\":" + value + "}";
    }
}
