package dev.carteiro.api.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretRotationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void oldSecretsSignUntilTheGraceEnds() {
        ObjectNode document = document("'secrets': ['a', 'b'], 'name': 'N'");

        assertThat(SecretRotation.rotate(document, "new", DAY, NOW)).isEqualTo(document(
                """
                        'secrets': ['new'], 'name': 'N', 'retiringSecrets': [
                        {'secret': 'a', 'until': '2026-01-02T00:00:00Z'}, {'secret': 'b', 'until': '2026-01-02T00:00:00Z'}]"""));
        assertThat(document).as("not changed").isEqualTo(document("'secrets': ['a', 'b'], 'name': 'N'"));
    }

    @Test
    void retiringSecretsRetireNoLaterThanTheNewGrace() {
        ObjectNode rotated = SecretRotation.rotate(
                document(
                        """
                                'secrets': ['c'], 'retiringSecrets': [{'secret': 'soon', 'until': '2026-01-01T10:00:00-01:00'},
                                {'secret': 'late', 'until': '2026-02-01T00:00:00Z'}, {'secret': 'gone', 'until': '2025-12-31T00:00:00Z'}]
                                """),
                "new", DAY, NOW);

        assertThat(rotated.path("retiringSecrets")).isEqualTo(document(
                """
                        'x': [{'secret': 'c', 'until': '2026-01-02T00:00:00Z'}, {'secret': 'soon', 'until': '2026-01-01T11:00:00Z'},
                        {'secret': 'late', 'until': '2026-01-02T00:00:00Z'}]""")
                .path("x"));
    }

    /** The case of a leaked secret. */
    @Test
    void onlyTheNewSecretSignsWithoutAGrace() {
        ObjectNode rotated = SecretRotation.rotate(document("""
                'secrets': ['a'], 'retiringSecrets': [{'secret': 'b', 'until': '2026-02-01T00:00:00Z'}]"""), "new",
                Duration.ZERO, NOW);

        assertThat(rotated).isEqualTo(document("'secrets': ['new']"));
    }

    @Test
    void aSecretThatIsUsedAgainDoesNotRetire() {
        assertThat(SecretRotation.rotate(document("""
                'secrets': ['a'], 'retiringSecrets': [{'secret': 'b', 'until': '2026-02-01T00:00:00Z'}]"""), "b", DAY,
                NOW)).isEqualTo(document("""
                        'secrets': ['b'], 'retiringSecrets': [{'secret': 'a', 'until': '2026-01-02T00:00:00Z'}]"""));
    }

    @Test
    void rejectsTooManySecretsAndAnInvalidGrace() {
        StringBuilder ten = new StringBuilder("'secrets': ['0'");
        for (int i = 1; i < 10; i++) {
            ten.append(", '").append(i).append("'");
        }
        ObjectNode full = document(ten.append("]").toString());

        assertThatThrownBy(() -> SecretRotation.rotate(full, "new", DAY, NOW))
                .hasMessage("10 retiring secrets and 1 others are"
                        + " more than 10: wait, or rotate with a grace of 0");
        assertThat(SecretRotation.rotate(full, "new", Duration.ZERO, NOW)).isEqualTo(document("'secrets': ['new']"));
        assertThatThrownBy(() -> SecretRotation.rotate(full, "new", Duration.ofDays(31), NOW))
                .hasMessage("the grace is out of range: use 0 to 30d");
        assertThatThrownBy(() -> SecretRotation.rotate(full, "whsec_HUSH", DAY, NOW)).hasMessageContaining("whsec_")
                .hasMessageNotContaining("HUSH");
    }

    @Test
    void receiversCanReadAGeneratedSecret() {
        String secret = SecretRotation.newSecret(new Random(3));

        assertThat(secret).hasSize("whsec_".length() + 44).isNotEqualTo(SecretRotation.newSecret(new Random(4)));
        assertThat(Secret.parse(secret)).isInstanceOfSatisfying(Secret.Hmac.class,
                hmac -> assertThat(hmac.key().getEncoded()).hasSize(32));
    }

    private static ObjectNode document(String members) {
        try {
            return (ObjectNode) StrictJson
                    .tree(("{" + members.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            throw new AssertionError(e);
        }
    }
}
