package dev.carteiro.dispatcher.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardSignatureTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Secret SECRET = Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    @Test
    void signsThePublishedVector() {
        assertThat(StandardSignature.of(ID, 1614265330, BODY, List.of(SECRET)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEverySecretInTheirOrder() {
        String both = StandardSignature.of(ID, 1614265330, BODY, List.of(Secret.parse("old secret"), SECRET));
        assertThat(both.split(" ")).hasSize(2)
                .endsWith("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** The key pair is RFC 8032 section 7.1, test 2. */
    @Test
    void signsWithEd25519() throws Exception {
        byte[] seed = HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] publicKey = HexFormat.of()
                .parseHex("302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        Secret secret = Secret.parse("whsk_" + Base64.getEncoder().encodeToString(seed));

        String header = StandardSignature.of(ID, 1614265330, BODY, List.of(secret));

        // the output of openssl pkeyutl -sign -rawin
        assertThat(header)
                .isEqualTo("v1a,7anDmyOh9LNskt5GJUTacHmbvyUkT0/S1jnxFAp+h2hcVXnQLWhtWA2+wP6vO0AUwEYP23IIZVuneG"
                        + "RhNj7hDQ==");
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey)));
        verifier.update((ID + ".1614265330.").getBytes(StandardCharsets.UTF_8));
        verifier.update(BODY);
        assertThat(verifier.verify(Base64.getDecoder().decode(header.substring(4)))).isTrue();
    }

    @Test
    void aPemKeyAddsNoSignature() {
        Secret pem = Secret.parse(TestSubscriptions.pem("rsa-2048"));

        assertThat(StandardSignature.of(ID, 1614265330, BODY, List.of(pem))).isEmpty();
        assertThat(StandardSignature.of(ID, 1614265330, BODY, List.of(pem, SECRET)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
