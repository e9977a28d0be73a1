package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetiringSecretTest {
    private static final Instant UNTIL = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TIME = "must be a time in RFC 3339, as in 2025-02-10T15:30:00Z";

    @Test
    void signsAfterTheOthersUntilItsTime() {
        Subscription subscription = ((Valid) read(List.of("new"), retiring("old", UNTIL.toString()))).subscription();

        assertThat(keys(subscription, UNTIL.minusNanos(1))).containsExactly("new", "old");
        assertThat(keys(subscription, UNTIL)).containsExactly("new");
        assertThat(subscription.retiringSecrets().toString()).doesNotContain("old");
    }

    /** Otherwise a file that was valid could not be applied again. */
    @Test
    void acceptsATimeInThePast() {
        assertThat(read(List.of(), retiring("old", "1970-01-01T00:00:00Z"))).isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00Z", "2025-12-31T21:00:00-03:00", "2026-01-01T00:00:00.000000000+00:00"})
    void acceptsEveryRfc3339Time(String until) {
        Subscription subscription = ((Valid) read(List.of(), retiring("old", until))).subscription();

        assertThat(subscription.retiringSecrets()).extracting(RetiringSecret::until).containsExactly(UNTIL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"HUSH | tomorrow | /retiringSecrets/0/until: " + TIME,
            "HUSH | 2026-01-01 | /retiringSecrets/0/until: " + TIME,
            "HUSH | 2026-02-30T00:00:00Z | /retiringSecrets/0/until: " + TIME,
            "whsec_HUSH | 2026-01-01T00:00:00Z | /retiringSecrets/0/secret: whsec_ is followed by 3 bytes in base64;"
                    + " use 24 to 64"})
    void saysWhatIsWrongAndWhatWouldBeAccepted(String secret, String until, String detail) {
        assertThat(detail(List.of(), retiring(secret, until))).isEqualTo(detail).doesNotContain("HUSH");
    }

    @Test
    void namesMissingAndUnknownMembers() {
        ArrayNode retiring = retiring("HUSH", UNTIL.toString());
        ((ObjectNode) retiring.get(0)).put("from", "x").remove("until");

        assertThat(detail(List.of(), retiring)).contains("/retiringSecrets/0: 'until' is missing",
                "/retiringSecrets/0/from: unknown member; known members are secret, until").doesNotContain("HUSH");
    }

    @Test
    void rejectsAPemKeyWithAnExplanation() {
        String pem = PemFiles.read("rsa-2048-pkcs8");

        assertThat(detail(List.of(), retiring(pem, UNTIL.toString()))).startsWith(
                "/retiringSecrets/0/secret: a PEM key cannot retire: the body of profile 'grafeno'")
                .doesNotContain("MII");
    }

    @Test
    void limitsTheTotalToTen() {
        ArrayNode six = retiring("a", UNTIL.toString());
        for (int i = 0; i < 5; i++) {
            six.add(six.get(0).deepCopy());
        }

        assertThat(read(List.of("1", "2", "3", "4"), six)).isInstanceOf(Valid.class);
        assertThat(detail(List.of("1", "2", "3", "4", "5"), six))
                .isEqualTo("/retiringSecrets: has 6 secrets, and 'secrets' has 5; at most 10 are allowed together");
    }

    private static List<String> keys(Subscription subscription, Instant at) {
        return subscription.secrets(at).stream()
                .map(secret -> new String(((Secret.Hmac) secret).key().getEncoded(), StandardCharsets.UTF_8)).toList();
    }

    private static ArrayNode retiring(String secret, String until) {
        ArrayNode retiring = StrictJson.mapper().createArrayNode();
        retiring.addObject().put("secret", secret).put("until", until);
        return retiring;
    }

    private static String detail(List<String> secrets, ArrayNode retiring) {
        return ((Invalid) read(secrets, retiring)).detail();
    }

    private static SubscriptionReadResult read(List<String> secrets, ArrayNode retiring) {
        ObjectNode document = StrictJson.mapper().createObjectNode().put("targetUrl", "https://example.com").put(
                "event",
                "a");
        secrets.forEach(document.withArray("secrets")::add);
        document.set("retiringSecrets", retiring);
        return new SubscriptionReader(AllowedTargets.NONE).read("s",
                document.toString().getBytes(StandardCharsets.UTF_8));
    }
}
