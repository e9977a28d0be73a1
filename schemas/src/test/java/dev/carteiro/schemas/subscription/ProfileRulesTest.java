package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the requirements of each profile. A secret {@code @name} stands for the key in a file. */
class ProfileRulesTest {
    private static final String PLAIN = "'hush'";
    private static final String ED25519 = "'whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='";
    private static final String TWENTY = "/secrets: profile 'twenty' signs with HMAC-SHA256: add at least one secret, either"
            + " any string or whsec_ and base64";
    private static final String GRAFENO = "/secrets: profile 'grafeno' signs with RSA: add exactly one PEM private key"
            + " of at least 2048 bits";
    private static final String TITAN = "/statusChange: profile 'titan' reports status changes: add the"
            + " statuses, as in {\"to\": [\"SIGNING\"]}";
    private static final String WRONG_PROFILE = "a PEM key works only with profile 'grafeno'; profile ";

    @ParameterizedTest
    @ValueSource(strings = {"standard", "checkmob", "catalisa", "cloudevents", "cloudevents-binary", "raw"})
    void mostProfilesAcceptAnyKeyExceptPemAndRequireNone(String profile) {
        assertThat(read(profile, "")).isInstanceOf(Valid.class);
        assertThat(read(profile, "'secrets': [" + PLAIN + ", " + ED25519 + "]")).isInstanceOf(Valid.class);
        assertThat(detail(profile, "'secrets': [" + PLAIN + ", '@rsa-2048-pkcs8']")).isEqualTo(
                "/secrets/1: " + WRONG_PROFILE + "'" + profile + "' accepts whsec_, whsk_ or any other string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'secrets': ['hush']", "'secrets': ['hush', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']",
            "'secrets': [" + ED25519 + ", " + PLAIN + "]"})
    void twentyAcceptsHmacSecrets(String members) {
        assertThat(read("twenty", members)).isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'secrets': []", "'secrets': [" + ED25519 + "]"})
    void twentyRequiresAnHmacSecret(String members) {
        assertThat(detail("twenty", members)).isEqualTo(TWENTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'secrets': ['@rsa-2048-pkcs8']", "'secrets': ['@rsa-2048-pkcs1']",
            "'secrets': [" + PLAIN + ", '@rsa-2048-pkcs8', " + ED25519 + "]"})
    void grafenoAcceptsOnePemKey(String members) {
        assertThat(read("grafeno", members)).isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'secrets': []", "'secrets': [" + PLAIN + "]",
            "'secrets': ['@rsa-2048-pkcs8', '@rsa-2048-pkcs1']"})
    void grafenoRequiresExactlyOnePemKey(String members) {
        assertThat(detail("grafeno", members)).isEqualTo(GRAFENO);
    }

    @ParameterizedTest
    @CsvSource({"rsa-1024-pkcs8, has 1024 bits", "ec-pkcs8, is not an RSA private key",
            "rsa-2048-public, 'is a public key, which cannot sign'"})
    void reportsAKeyThatCannotSignOnce(String name, String why) {
        assertThat(detail("grafeno", "'secrets': ['@" + name + "']")).startsWith("/secrets/0: " + why + "; use an RSA")
                .doesNotContain("/secrets:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`` | false",
            "'statusChange': {'to': ['SIGNING']} | true"})
    void titanRequiresStatuses(String members, boolean valid) {
        assertThat(read("titan", members) instanceof Valid).isEqualTo(valid);
        if (!valid) {
            assertThat(detail("titan", members)).isEqualTo(TITAN);
        }
    }

    @ParameterizedTest
    @CsvSource({"checkmob, 5s, true", "checkmob, 5001ms, false", "catalisa, 30s, true"})
    void checkmobLimitsTheTimeoutToFiveSeconds(String profile, String timeout, boolean valid) {
        SubscriptionReadResult reading = read(profile, "'timeout': '" + timeout + "'");

        assertThat(reading instanceof Valid).isEqualTo(valid);
        if (reading instanceof Invalid invalid) {
            assertThat(invalid.detail()).isEqualTo("/timeout: 5001ms is out of range: use 100ms to 5s");
        }
        assertThat(valid(profile, "").timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"catalisa | `` | 200 | 201",
            "catalisa | 'successStatus': ['2xx'] | 201 | 300",
            "standard | `` | 204 | 300"})
    void exactly200IsCatalisasDefault(String profile, String members, int success, int failure) {
        SuccessStatus status = valid(profile, members).successStatus();

        assertThat(status.includes(success)).isTrue();
        assertThat(status.includes(failure)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
            "Standard|; did you mean standard?", "grafeno |; did you mean grafeno?", "``|``", "slack|``"})
    void rejectsAnUnknownProfileAndListsAllProfiles(String profile, String hint) {
        assertThat(detail(profile, "")).isEqualTo("/profile: must be one of [\"standard\",\"twenty\",\"checkmob\","
                + "\"grafeno\",\"catalisa\",\"titan\",\"cloudevents\",\"cloudevents-binary\",\"raw\"]" + hint);
    }

    private static Subscription valid(String profile, String members) {
        return ((Valid) read(profile, members)).subscription();
    }

    private static String detail(String profile, String members) {
        String detail = ((Invalid) read(profile, members)).detail();
        assertThat(detail).doesNotContain("hush", "whsk_AAA", "MII");
        return detail;
    }

    private static SubscriptionReadResult read(String profile, String members) {
        String more = members.isEmpty() ? "" : ", " + members;
        String json = "{'targetUrl': 'https://example.com', 'event': 'a', 'profile': '" + profile + "'" + more + "}";
        try {
            ObjectNode document = (ObjectNode) StrictJson.mapper().readTree(json.replace('\'', '"'));
            if (document.get("secrets") instanceof ArrayNode secrets) {
                for (int i = 0; i < secrets.size(); i++) {
                    String secret = secrets.get(i).asText();
                    secrets.set(i, secret.startsWith("@") ? PemFiles.read(secret.substring(1)) : secret);
                }
            }
            return new SubscriptionReader(AllowedTargets.NONE).read("s",
                    document.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
