package dev.carteiro.cli.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.cli.receiver.SignatureVerdict.InvalidSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.UnverifiedSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.ValidSignature;
import dev.carteiro.cli.secret.GeneratedSecret;
import dev.carteiro.cli.secret.KeyType;
import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vector of the Standard Webhooks project, and its possible faults. */
class WebhookSignatureCheckTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String OTHER = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330L);

    private static SignatureVerdict verify(String secret, String signature, String body, Instant now) {
        return WebhookSignatureCheck.of(secret, WebhookSignatureCheck.TOLERANCE).verify(headers(signature),
                body.getBytes(StandardCharsets.UTF_8), now);
    }

    private static WebhookHeaders headers(String signature) {
        return new WebhookHeaders(Map.of("Webhook-Id", List.of(ID), "webhook-timestamp", List.of("1614265330"),
                "webhook-signature", List.of(signature)));
    }

    @Test
    void acceptsTheSpecificationsVectorAmongOthersAndNamesTheWrongOnes() {
        assertThat(verify(SECRET, SIGNATURE, BODY, THEN))
                .isEqualTo(new ValidSignature("verified", List.of("signature 1 of 1 (v1): valid")));
        assertThat(verify(SECRET, OTHER + " " + SIGNATURE, BODY, THEN)).isEqualTo(new ValidSignature("verified",
                List.of(
                        "signature 1 of 2 (v1): signed with another secret, or the body, webhook-id or webhook-timestamp was"
                                + " changed in transit",
                        "signature 2 of 2 (v1): valid")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            299  | valid
            301  | the signature is valid, but the timestamp is 5 min old and at most 5m is accepted: the request was sent again later, or a clock is wrong
            -301 | the signature is valid, but the timestamp is 5 min ahead and at most 5m is accepted: the request was sent again later, or a clock is wrong
            """)
    void rejectsATimeMoreThanFiveMinutesFromNow(int seconds, String expected) {
        SignatureVerdict verdict = verify(SECRET, SIGNATURE, BODY, THEN.plusSeconds(seconds));
        assertThat(verdict instanceof ValidSignature ? "valid" : verdict.text()).isEqualTo(expected);
        assertThat(WebhookSignatureCheck.of(SECRET, null)
                .verify(headers(SIGNATURE), BODY.getBytes(StandardCharsets.UTF_8), Instant.MAX))
                .isInstanceOf(ValidSignature.class);
    }

    @Test
    void explainsHowABodyWasChanged() {
        assertThat(verify(SECRET, SIGNATURE, BODY + "\n", THEN).text())
                .isEqualTo("the secret is right, but the body was changed: a line end was added");
        String compact = "{\"test\":2432232314}";
        assertThat(verify(SECRET, signed(key(), compact), "{ \"test\": 2432232314 }", THEN).text()).isEqualTo(
                "the secret is right, but the body was changed: it was parsed and serialized again; verify the bytes as"
                        + " received");
        assertThat(verify(SECRET, SIGNATURE, "{}", THEN).text()).isEqualTo(
                "signed with another secret, or the body, webhook-id or webhook-timestamp was changed in transit");
    }

    @Test
    void explainsHowAKeyWasDerivedByMistake() {
        assertThat(verify(SECRET, signed(SECRET.getBytes(StandardCharsets.UTF_8), BODY), BODY, THEN).text())
                .isEqualTo("signed with another key: the sender used the text of the secret as the key; the key is the"
                        + " decoded base64 after whsec_");
        assertThat(verify(SECRET.substring(6), SIGNATURE, BODY, THEN).text()).isEqualTo(
                "signed with another key: the secret was given without its prefix whsec_, and so used as plain text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc     | malformed: use v1, or v1a, followed by base64
            v1,*    | malformed: the text after v1, is not base64
            v1,AAAA | malformed: v1 has 32 bytes, this one 3
            v2,AAAA | unknown version: use v1 or v1a
            v1a,AAA | malformed: v1a has 64 bytes, this one 2
            """)
    void namesWhatIsMalformed(String signature, String expected) {
        assertThat(verify(SECRET, signature, BODY, THEN)).isInstanceOf(InvalidSignature.class)
                .extracting(SignatureVerdict::text)
                .isEqualTo(expected);
    }

    @Test
    void namesTheHeaderThatIsMissing() {
        Map<String, List<String>> headers = new LinkedHashMap<>(headers(SIGNATURE).values());
        headers.remove("webhook-timestamp");
        assertThat(WebhookSignatureCheck.of(SECRET, null).verify(new WebhookHeaders(headers), new byte[0], THEN).text())
                .isEqualTo("header webhook-timestamp is missing");
        assertThat(
                WebhookSignatureCheck.of(SECRET, null).verify(new WebhookHeaders(Map.of()), new byte[0], THEN).text())
                .isEqualTo("header webhook-id is missing");
    }

    @Test
    void verifiesEd25519WithThePublicKeyAlone() throws Exception {
        GeneratedSecret generated = GeneratedSecret.of(KeyType.ED25519, new SecureRandom());
        String signature = "v1a," + signed("Ed25519", ((Secret.Ed25519) Secret.parse(generated.secret())).key(),
                ID + ".1614265330." + BODY);
        String open = Objects.requireNonNull(generated.publicKey());

        assertThat(verify(open, signature, BODY, THEN)).isInstanceOf(ValidSignature.class);
        assertThat(verify(open, SIGNATURE, BODY, THEN).text())
                .isEqualTo("signed with a shared secret, but a public key (whpk_) was given: give the shared secret");
        assertThat(verify(SECRET, signature, BODY, THEN).text()).isEqualTo(
                "signed with an ed25519 key (whsk_), but a shared secret was given: give the public key (whpk_)");
        assertThatThrownBy(() -> WebhookSignatureCheck.of(generated.secret(), Duration.ZERO)).hasMessage(
                "whsk_ is the sender's private key: give the receiver's public key, which begins with whpk_");
    }

    @Test
    void verifiesTheSignatureInTheBodyOfProfileGrafeno() throws Exception {
        GeneratedSecret generated = GeneratedSecret.of(KeyType.RSA, new SecureRandom());
        String rest = "\"change\":\"approved\",\"data\":{\"name\":\"ç\"}}";
        String signature = signed("SHA256withRSA", ((Secret.Rsa) Secret.parse(generated.secret())).key(), "{" + rest);
        String body = "{\"signature\":\"" + signature.substring(0, 60) + "\\n" + signature.substring(60) + "\\n\","
                + rest;

        for (String key : List.of(generated.secret(), Objects.requireNonNull(generated.publicKey()))) {
            assertThat(verify(key, "", body, THEN)).isInstanceOf(ValidSignature.class);
            assertThat(verify(key, "", body.replace("approved", "denied"), THEN)).isInstanceOf(InvalidSignature.class);
            assertThat(verify(key, SIGNATURE, BODY, THEN)).isInstanceOf(UnverifiedSignature.class);
        }
        assertThat(WebhookSignatureCheck.of(SECRET, null).verify(new WebhookHeaders(
                Map.of("webhook-id", List.of(ID), "webhook-timestamp", List.of("1"))),
                body.getBytes(StandardCharsets.UTF_8), THEN).text())
                .isEqualTo("header webhook-signature is missing: the signature is in the body (profile grafeno); give"
                        + " its RSA key");
    }

    @Test
    void verifiesTheSignatureOfProfileTwentyIfThereIsNoOther() {
        WebhookHeaders headers = new WebhookHeaders(Map.of("X-Twenty-Webhook-Timestamp", List.of("1614265330000"),
                "X-Twenty-Webhook-Signature",
                List.of("8d1dfb8a7ab4ee4bfe5a35cbc7e9d8a5f2a5a3b0a9e5a0a1a2a3a4a5a6a7a8a9")));
        assertThat(WebhookSignatureCheck.of("your-own-secret", null)
                .verify(headers, BODY.getBytes(StandardCharsets.UTF_8), THEN)).isInstanceOf(InvalidSignature.class);
        byte[] mac = hmac("your-own-secret".getBytes(StandardCharsets.UTF_8), "1614265330000:" + BODY);
        WebhookHeaders right = new WebhookHeaders(Map.of("X-Twenty-Webhook-Timestamp", List.of("1614265330000"),
                "X-Twenty-Webhook-Signature", List.of(HexFormat.of().formatHex(mac))));
        assertThat(WebhookSignatureCheck.of("your-own-secret", WebhookSignatureCheck.TOLERANCE)
                .verify(right, BODY.getBytes(StandardCharsets.UTF_8), THEN)).isInstanceOf(ValidSignature.class);
    }

    private static byte[] key() {
        return Base64.getDecoder().decode(SECRET.substring(6));
    }

    private static String signed(byte[] key, String body) {
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, ID + ".1614265330." + body));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String algorithm, PrivateKey key, String text) throws Exception {
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signing.sign());
    }
}
