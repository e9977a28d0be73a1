package dev.carteiro.cli.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The vector of the Standard Webhooks project. */
class SignatureCheckTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void acceptsTheSpecificationsVectorAmongOthers() {
        assertThat(SignatureCheck.verifies(SECRET, ID, "1614265330", BODY, SIGNATURE)).isTrue();
        assertThat(SignatureCheck.verifies(SECRET, ID, "1614265330", BODY, "v1a,AAAA v1,AAAA " + SIGNATURE)).isTrue();
    }

    @Test
    void refusesAnotherTimeAnotherBodyAndNoSignature() {
        assertThat(SignatureCheck.verifies(SECRET, ID, "1614265331", BODY, SIGNATURE)).isFalse();
        assertThat(SignatureCheck.verifies(SECRET, ID, "1614265330", new byte[0], SIGNATURE)).isFalse();
        assertThat(SignatureCheck.verifies(SECRET, ID, "1614265330", BODY, "")).isFalse();
    }
}
