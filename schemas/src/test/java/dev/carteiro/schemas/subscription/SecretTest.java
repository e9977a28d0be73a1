package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void readsEachForm() {
        assertThat(Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isInstanceOf(Secret.Hmac.class)
                .extracting(Secret::key).isEqualTo(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(Secret.parse("whsk_" + base64(64))).isInstanceOf(Secret.Ed25519.class).extracting(Secret::key)
                .isEqualTo(new byte[32]);
        assertThat(Secret.parse("any other")).isInstanceOf(Secret.Hmac.class).extracting(Secret::key)
                .isEqualTo("any other".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_HUSHHUSH", "whsec_HUSH!", "whsec_", "whsk_HUSHHUSH", "whpk_HUSHHUSH",
            "-----BEGIN HUSH"})
    void refusesABadFormWithoutShowingIt(String text) {
        assertThatThrownBy(() -> Secret.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("HUSH");
    }

    @Test
    void takes24To64Bytes() {
        assertThat(Secret.parse("whsec_" + base64(24)).key()).hasSize(24);
        assertThat(Secret.parse("whsec_" + base64(64)).key()).hasSize(64);
        assertThatThrownBy(() -> Secret.parse("whsec_" + base64(65)))
                .hasMessage("whsec_ is followed by 65 bytes in base64; it takes 24 to 64");
    }

    @Test
    void isNeverShown() {
        assertThat(Secret.parse("hush")).hasToString("Hmac[***]");
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
