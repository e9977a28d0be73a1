package dev.carteiro.api.auth;

import static dev.carteiro.api.auth.TestAuthenticator.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static KeySet parse(String json) throws IOException {
        return KeySet.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String setOf(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String plus(String key, String members) {
        return key.substring(0, key.length() - 1) + "," + members + "}";
    }

    private static void assertUnusable(String key) {
        assertThatThrownBy(() -> parse(setOf(key))).isInstanceOf(IOException.class)
                .hasMessage("it holds no key for RS256, ES256 and EdDSA");
    }

    @Test
    void findsByIdAndAlgorithm() throws IOException {
        KeySet keys = parse(ISSUER.keySet());
        assertThat(keys.find(SigningAlgorithm.RS256, "rsa")).hasSize(1);
        assertThat(keys.find(SigningAlgorithm.RS256, null)).hasSize(1);
        assertThat(keys.find(SigningAlgorithm.RS256, "ec")).isEmpty();
        assertThat(keys.find(SigningAlgorithm.EDDSA, "ed")).hasSize(1);
        assertThat(keys.holds("ec")).isTrue();
        assertThat(keys.holds("other")).isFalse();
    }

    @Test
    void leavesOutKeysForOtherPurposes() throws Exception {
        String rsa = ISSUER.rsaJwk("rsa");
        assertThat(parse(setOf(plus(rsa, "\"use\":\"sig\""))).holds("rsa")).isTrue();
        assertThat(parse(setOf(plus(rsa, "\"key_ops\":[\"verify\"]"))).holds("rsa")).isTrue();
        assertThat(parse(setOf(plus(rsa, "\"alg\":\"RS256\""))).holds("rsa")).isTrue();
        assertUnusable(plus(rsa, "\"use\":\"enc\""));
        assertUnusable(plus(rsa, "\"key_ops\":[\"encrypt\"]"));
        assertUnusable(plus(rsa, "\"alg\":\"PS256\""));
        assertUnusable(plus(rsa, "\"alg\":\"HS256\""));
        assertUnusable(plus(ISSUER.ecJwk("ec"), "\"alg\":\"RS256\""));
        assertThat(parse(setOf(plus(ISSUER.edJwk("ed"), "\"alg\":\"Ed25519\""))).holds("ed")).isTrue();
    }

    @Test
    void leavesOutWeakAndForeignKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        assertUnusable(new RSAKey.Builder((RSAPublicKey) generator.generateKeyPair().getPublic())
                .keyID("weak").build().toJSONString());
        for (String key : List.of("{\"kty\":\"oct\",\"kid\":\"o\",\"k\":\"c2VjcmV0\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"o\",\"x\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"o\",\"x\":\"" + "A".repeat(43) + "\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"o\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"new\",\"kid\":\"o\"}", "{}", "7", "null")) {
            assertUnusable(key);
            assertThat(parse(setOf(key, ISSUER.rsaJwk("rsa"))).holds("rsa")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"keys\":{}}", "{\"keys\":null}"})
    void refusesWhatIsNoSet(String json) {
        assertThatThrownBy(() -> parse(json))
                .hasMessage("it is no key set: a JSON object with an array 'keys' of at most 100");
    }

    @Test
    void refusesWhatIsNoJsonOrTooMuch() {
        assertThatThrownBy(() -> parse("<html>")).hasMessageStartingWith("it is not JSON: ");
        assertThatThrownBy(() -> parse("")).hasMessage("it is not JSON: the value is empty");
        assertThatThrownBy(() -> parse(setOf("7,".repeat(100) + "7")))
                .hasMessage("it is no key set: a JSON object with an array 'keys' of at most 100");
    }
}
