package dev.carteiro.dispatcher.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedHeadersTest {
    private static final Instant UNTIL = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String RETIRING = "'retiringSecrets': [{'secret': 'old', 'until': '" + UNTIL + "'}]";

    @Test
    void aSecretThatRetiresSignsUntilItsTimeAndNotFromThenOn() {
        Subscription subscription = TestSubscriptions.to("https://example.com/", "standard", List.of("new"), RETIRING);

        Map<String, String> before = SignedHeaders.of(subscription, "dlv_1", 1, UNTIL.minusMillis(1), BODY);
        assertThat(verifies("new", before)).isTrue();
        assertThat(verifies("old", before)).isTrue();

        Map<String, String> after = SignedHeaders.of(subscription, "dlv_1", 2, UNTIL, BODY);
        assertThat(verifies("new", after)).isTrue();
        assertThat(verifies("old", after)).isFalse();
    }

    /** The header has only one value: attempts use the secrets in turn, the new one first. */
    @Test
    void aSecretThatRetiresTakesItsTurnsInTwentysSignature() {
        Subscription rotated = TestSubscriptions.to("https://example.com/", "twenty", List.of("new"), RETIRING);
        Subscription old = TestSubscriptions.to("https://example.com/", "twenty", List.of("old"));

        assertThat(twenty(rotated, 2, UNTIL.minusMillis(1))).isEqualTo(twenty(old, 2, UNTIL.minusMillis(1)));
        assertThat(twenty(rotated, 1, UNTIL.minusMillis(1))).isNotEqualTo(twenty(old, 1, UNTIL.minusMillis(1)));
        assertThat(twenty(rotated, 2, UNTIL)).isNotEqualTo(twenty(old, 2, UNTIL));
    }

    private static boolean verifies(String secret, Map<String, String> headers) {
        return SignatureVerifier.ofKey(secret.getBytes(StandardCharsets.UTF_8)).verifies(headers::get, BODY);
    }

    private static String twenty(Subscription subscription, int attempt, Instant at) {
        return SignedHeaders.of(subscription, "dlv_1", attempt, at, BODY).getOrDefault(TwentySignature.HEADER, "");
    }
}
