package dev.carteiro.api.auth;

import static dev.carteiro.api.auth.TestAuthenticator.CLAIMS;
import static dev.carteiro.api.auth.TestAuthenticator.ISSUER;
import static dev.carteiro.api.auth.TestAuthenticator.enter;
import static dev.carteiro.api.auth.TestTokenIssuer.base64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that were changed at random are rejected as tokens, whatever was changed, and never let anybody in. */
class RandomTokensTest {
    private static final int CASES = Integer.getInteger("carteiro.fuzz.tokens", 2_000);
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.={}\"\\ \u0000é";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aChangedTokenIsRejectedAndNothingElseIsThrown(long seed) {
        Random random = new Random(seed);
        String[] valid = {ISSUER.rsa(TestTokenIssuer.RSA_HEADER, CLAIMS), ISSUER.ec(TestTokenIssuer.EC_HEADER, CLAIMS),
                ISSUER.ed(TestTokenIssuer.ED_HEADER, CLAIMS)};
        for (String token : valid) {
            assertThat(enter(token).subject()).isEqualTo("ana");
        }
        for (int i = 0; i < CASES; i++) {
            String token = valid[random.nextInt(valid.length)];
            String changed = random.nextBoolean() ? characters(random, token) : documents(random, token);
            if (!changed.equals(token)) {
                try {
                    enter(changed);
                } catch (UnauthenticatedException expected) {
                    continue;
                }
                throw new AssertionError("seed " + seed + " case " + i + " was let in: " + changed);
            }
        }
    }

    /** A few characters replaced, inserted, removed, or a part repeated. */
    private static String characters(Random random, String token) {
        StringBuilder changed = new StringBuilder(token);
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(changed.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, other);
                case 1 -> changed.insert(at, other);
                case 2 -> changed.deleteCharAt(at);
                default -> changed.insert(at, changed.substring(at, random.nextInt(at, changed.length())));
            }
        }
        return changed.toString();
    }

    /** A header or payload of another content under the same signature. */
    private static String documents(Random random, String token) {
        String[] parts = token.split("\\.");
        String claims = characters(random, CLAIMS);
        int part = random.nextInt(2);
        parts[part] = base64(claims);
        return parts[part].equals(token.split("\\.")[part]) ? token : String.join(".", parts);
    }
}
