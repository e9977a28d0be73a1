package dev.carteiro.dispatcher.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of Twenty's own documents; the values are the output of {@code openssl dgst -sha256 -hmac}. */
class TwentySignatureTest {
    private static final long MILLIS = 1_735_066_639_761L;
    private static final byte[] BODY = ("{\"event\":\"person.created\",\"data\":{\"id\":\"abc12345\",\"firstName\":"
            + "\"Alice\",\"lastName\":\"Doe\",\"email\":\"alice@example.com\",\"createdAt\":\"2025-02-10T15:30:45Z\","
            + "\"createdBy\":\"user_123\"},\"timestamp\":\"2025-02-10T15:30:50Z\"}").getBytes(StandardCharsets.UTF_8);
    private static final String YOURS = "faf8daf5e4618d1bf03283cb04bb191107017a357e4854156ed2836b2d9c037b";
    private static final String OTHER = "c1c36493fbc53874e0dbbc0789b24e6a211712f3216f8f734c870b4ceeb79c24";
    private static final Secret ED25519 = Secret.parse("whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    @Test
    void signsTimestampAndBodyInHex() {
        assertThat(sign(1, Secret.parse("your-secret"))).isEqualTo(YOURS);
        assertThat(sign(7, Secret.parse("your-secret"))).isEqualTo(YOURS);
    }

    @Test
    void theKeyOfAWhsecSecretIsItsDecodedBase64() {
        String base64 = Base64.getEncoder().encodeToString("your-secret-with-24-byte".getBytes(StandardCharsets.UTF_8));

        assertThat(sign(1, Secret.parse("whsec_" + base64)))
                .isEqualTo(sign(1, Secret.parse("your-secret-with-24-byte")));
    }

    /** A receiver with either secret accepts one of any two consecutive attempts. */
    @ParameterizedTest
    @CsvSource({"1, " + YOURS, "2, " + OTHER, "3, " + YOURS, "4, " + OTHER, "2147483647, " + YOURS})
    void twoSecretsTakeTurns(int attempt, String signature) {
        assertThat(sign(attempt, Secret.parse("your-secret"), ED25519, Secret.parse("other-secret")))
                .isEqualTo(signature);
    }

    private static String sign(int attempt, Secret... secrets) {
        return TwentySignature.of(MILLIS, BODY, List.of(secrets), attempt);
    }
}
