package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.EdECPrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void parsesEveryForm() {
        assertThat(hmac("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isEqualTo(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(hmac("any other")).isEqualTo("any other".getBytes(StandardCharsets.UTF_8));
        assertThat(seed("whsk_" + base64(32))).isEqualTo(new byte[32]);
        assertThat(seed("whsk_" + base64(64))).isEqualTo(new byte[32]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_HUSHHUSH", "whsec_HUSH!", "whsec_", "whsk_HUSHHUSH", "whpk_HUSHHUSH",
            "-----BEGIN HUSH", "-----BEGIN PRIVATE KEY-----\nHUSH\n-----END PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----\nHUSHHUSH\n-----END RSA PRIVATE KEY-----"})
    void rejectsAnInvalidSecretWithoutShowingIt(String text) {
        assertThatThrownBy(() -> Secret.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("HUSH");
    }

    @Test
    void accepts24To64Bytes() {
        assertThat(hmac("whsec_" + base64(24))).hasSize(24);
        assertThat(hmac("whsec_" + base64(64))).hasSize(64);
        assertThatThrownBy(() -> Secret.parse("whsec_" + base64(65)))
                .hasMessage("whsec_ is followed by 65 bytes in base64; use 24 to 64");
    }

    @Test
    void isNeverShown() {
        assertThat(Secret.parse("hush")).hasToString("Hmac[***]");
        assertThat(Secret.parse("whsk_" + base64(32))).hasToString("Ed25519[***]");
        assertThat(Secret.parse(PemFiles.read("rsa-2048-pkcs8"))).hasToString("Rsa[***]");
    }

    private static byte[] hmac(String text) {
        return ((Secret.Hmac) Secret.parse(text)).key().getEncoded();
    }

    private static byte[] seed(String text) {
        return ((EdECPrivateKey) ((Secret.Ed25519) Secret.parse(text)).key()).getBytes().orElseThrow();
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
