package dev.carteiro.testkit.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uses the vector of the Standard Webhooks reference libraries. */
class SignatureVerifierTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final SignatureVerifier verifier = SignatureVerifier.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    @Test
    void acceptsThePublishedVector() {
        assertThat(verifier.verifies(ID, TIMESTAMP, BODY, SIGNATURE)).isTrue();
        assertThat(verifier.signature(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        assertThat(verifier.verifies(ID, TIMESTAMP, BODY, "v1,AAAA v1a,AAAA " + SIGNATURE)).isTrue();
        assertThat(verifier.verifies(ID, TIMESTAMP, BODY, "v1,AAAA v1a,AAAA")).isFalse();
    }

    @Test
    void rejectsAnyChange() {
        byte[] otherBody = "{\"test\":2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(verifier.verifies("msg_other", TIMESTAMP, BODY, SIGNATURE)).isFalse();
        assertThat(verifier.verifies(ID, "1614265331", BODY, SIGNATURE)).isFalse();
        assertThat(verifier.verifies(ID, TIMESTAMP, otherBody, SIGNATURE)).isFalse();
        assertThat(SignatureVerifier.ofKey(new byte[24]).verifies(ID, TIMESTAMP, BODY, SIGNATURE)).isFalse();
    }

    @Test
    void readsTheThreeHeadersOfARequest() {
        Map<String, String> headers = Map.of("webhook-id", ID, "webhook-timestamp", TIMESTAMP, "webhook-signature",
                SIGNATURE);

        assertThat(verifier.verifies(headers::get, BODY)).isTrue();
        assertThat(verifier.verifies(name -> null, BODY)).isFalse();
    }

    @Test
    void rejectsASecretOfAnotherKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> SignatureVerifier.of("whsk_AAAA"))
                .withMessage("invalid secret: it must begin with whsec_");
    }
}
