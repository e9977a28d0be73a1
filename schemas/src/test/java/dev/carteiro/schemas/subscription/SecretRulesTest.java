package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRulesTest {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ACCEPTED = "; use whsec_ and base64 of 24 to 64 bytes, whsk_ and base64 of an ed25519"
            + " private key, or the key itself as plain text, without anything around it";
    private static final String LOOKS_LIKE = "looks like whsec_, whsk_ or whpk_, but does not start with exactly this prefix in"
            + " lower case, with an underscore";

    private final SubscriptionReader reader = new SubscriptionReader(AllowedTargets.NONE);

    @ParameterizedTest
    @ValueSource(strings = {" whsec_KEY", "whsec_KEY ", "whsec_KEY\n", "whsec_KEY\r\n", "\twhsec_KEY",
            "\u00a0whsec_KEY",
            "\u200bwhsec_KEY", "\ufeffwhsec_KEY", "whsec_KEY\u200d", "whsec_KEY\u2003",
            " plain text key of 30 bytes ok",
            "plain text key of 30 bytes ok\n", " ", "\u3000"})
    void rejectsOuterWhiteSpaceAndInvisibleCharacters(String secret) {
        assertThat(problem(secret))
                .isEqualTo("starts or ends with white space or an invisible character, which would be"
                        + " part of the key" + ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1,whsec_KEY", "WHSEC_KEY", "Whsec_KEY", "whsec-KEY", "whsec:KEY", "whsec KEY", "whsecKEY",
            "whsec=KEY", "WHSK_KEY", "whsk-KEY", "v1a,whsk_KEY", "Bearer whsec_KEY", "secret=whsec_KEY", "<whsec_KEY>",
            "SECRET: whsec_KEY", "\uff57\uff48\uff53\uff45\uff43\uff3fKEY", "old,whsec_KEY", "WHPK_KEY", "_whsec_KEY",
            "https://example.com/#whsec_KEY"})
    void rejectsWhatOnlyLooksLikeAPrefixedSecret(String secret) {
        assertThat(problem(secret)).isEqualTo(LOOKS_LIKE + ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"whsec_KEY\"", "'whsec_KEY'", "`whsec_KEY`", "\u201cwhsec_KEY\u201d", "\"whsec_KEY",
            "whsec_KEY'", "\"a plain text key\""})
    void rejectsSurroundingQuotationMarks(String secret) {
        assertThat(problem(secret))
                .isEqualTo("starts or ends with a quotation mark, which would be part of the key" + ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= | looks like a signature, or a key with a version prefix",
            "sha256=0123456789abcdef | looks like a signature, or a key with a version prefix",
            "Bearer eyJhbGciOiJSUzI1NiJ9 | looks like a header, which belongs in 'headers'",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== | looks like a header, which belongs in 'headers'",
            "Authorization: Bearer abc | looks like a header, which belongs in 'headers'",
            "X-Api-Key: abc | looks like a header, which belongs in 'headers'",
            "----BEGIN PRIVATE KEY----- MII | looks like a PEM key, but is not one complete block from -----BEGIN to -----END-----",
            "BEGIN RSA PRIVATE KEY | looks like a PEM key, but is not one complete block from -----BEGIN to -----END-----",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA | looks like a key in an unsupported format",
            "{\"kty\":\"oct\",\"k\":\"abc\"} | looks like a key in an unsupported format"})
    void rejectsTextsThatAreNotKeys(String secret, String reason) {
        assertThat(problem(secret)).isEqualTo(reason + ACCEPTED);
    }

    @Test
    void rejectsAPemKeyWithoutItsFirstAndLastLine() {
        assertThat(problem("MII" + "E".repeat(400)))
                .isEqualTo("looks like a PEM key, but is not one complete block from -----BEGIN to -----END-----"
                        + ACCEPTED);
    }

    @Test
    void rejectsInvisibleCharactersInside() {
        assertThat(problem("a plain\u200btext key"))
                .isEqualTo("contains a control character or an invisible character, which"
                        + " would be part of the key" + ACCEPTED);
        assertThat(problem("a plain\ntext key"))
                .isEqualTo("contains a control character or an invisible character, which"
                        + " would be part of the key" + ACCEPTED);
    }

    @Test
    void recognisesBase64url() {
        assertThat(problem("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaL-_w"))
                .isEqualTo("whsec_ is not followed by base64 but by base64url: use + instead of - and / instead of _");
        assertThat(problem("whsec_MfKQ9r8GKYqrTwjUPD8IL PZIo2LaL")).isEqualTo(
                "whsec_ is not followed by base64: use letters, digits, + and /, with = only at the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_KEY", "a plain text key", "segredo-\u00e7-\u00e3", "correct horse battery staple",
            "0123456789abcdef0123456789abcdef", "tok:en/with+all=kinds.of-characters!", "it's fine inside",
            "basic training", "whole secret"})
    void acceptsKeys(String secret) {
        assertThat(problem(secret)).isNull();
    }

    @Test
    void checksTextsOfMaximumLength() {
        for (String part : List.of("begin ", "a ", "x-", "v1", "mii", "\"", "wh", "bearer ", "{", "basic 1")) {
            String longest = ("k" + part.repeat(8_192)).substring(0, 8_191) + "k";
            assertThat(problem(longest)).isNull();
            assertThat(problem(("begin " + part.repeat(8_192)).substring(0, 8_191) + "k")).isNull();
        }
    }

    @Test
    void acceptsSecretsInForce() {
        byte[] former = bytes(" whsec_KEY", "");
        String retiring = ", \"retiringSecrets\": [{\"secret\": \" whsec_KEY\", \"until\": \"2030-01-01T00:00:00Z\"}]";
        assertThat(reader.read("s", former, former)).isInstanceOf(Valid.class);
        assertThat(reader.read("s", bytes("a plain text key", retiring), former)).isInstanceOf(Valid.class);
        assertThat(reader.read("s", bytes("another whsec_KEY", ""), former)).isInstanceOf(Invalid.class);
        assertThat(reader.read("s", former, (byte[]) null)).isInstanceOf(Invalid.class);
        assertThat(reader.readApplied("s", former)).isInstanceOf(Valid.class);
    }

    @Test
    void warnsAboutShortKeys() {
        assertThat(warnings("0123456789abcde"))
                .containsExactly(new Problem("/secrets/0", "is a key of 15 bytes, which is"
                        + " vulnerable to brute force; use at least 16 bytes, or generate one by rotating the secrets"));
        assertThat(warnings("0123456789abcdef")).isEmpty();
        assertThat(warnings("whsec_KEY")).isEmpty();
    }

    private Iterable<Problem> warnings(String secret) {
        return ((Valid) reader.read("s", bytes(secret, ""))).subscription().warnings();
    }

    private @Nullable String problem(String secret) {
        return switch (reader.read("s", bytes(secret, ""))) {
            case Valid valid -> null;
            case Invalid invalid -> {
                assertThat(invalid.problems()).hasSize(1);
                assertThat(invalid.problems().getFirst().pointer()).isEqualTo("/secrets/0");
                assertThat(invalid.detail()).doesNotContain(KEY);
                yield invalid.problems().getFirst().message();
            }
        };
    }

    private static byte[] bytes(String secret, String more) {
        String json = StrictJson.mapper().createArrayNode().add(withKey(secret)).toString();
        return ("{\"targetUrl\": \"https://example.com/\", \"events\": [\"a\"], \"secrets\": " + json + withKey(more)
                + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String withKey(String text) {
        return text.replaceAll("(?<!PRIVATE )KEY", KEY);
    }
}
