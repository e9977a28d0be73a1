package dev.carteiro.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Subscriptions accept each generated secret, and its public key verifies its signatures. */
class GeneratedSecretTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();

    @Test
    void anHmacSecretHasThirtyTwoBytesAndNoPublicKey() {
        GeneratedSecret generated = GeneratedSecret.of(KeyType.HMAC, random);

        assertThat(generated.secret()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(generated.secret().substring(6))).hasSize(32);
        assertThat(generated.publicKey()).isNull();
        assertThat(generated).hasToString("GeneratedSecret[***]");
    }

    @Test
    void theEd25519PublicKeyVerifiesSignaturesOfTheSecret() throws Exception {
        GeneratedSecret generated = GeneratedSecret.of(KeyType.ED25519, random);

        Secret.Ed25519 secret = (Secret.Ed25519) Secret.parse(generated.secret());
        byte[] raw = Base64.getDecoder().decode(text(generated).substring("whpk_".length()));
        assertThat(raw).hasSize(32);
        byte[] x509 = HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        assertVerifies("Ed25519", secret.key(),
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
    }

    @Test
    void theRsaPublicKeyVerifiesSignaturesOfTheSecret() throws Exception {
        GeneratedSecret generated = GeneratedSecret.of(KeyType.RSA, random);

        Secret.Rsa secret = (Secret.Rsa) Secret.parse(generated.secret());
        String base64 = text(generated).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        assertVerifies("SHA256withRSA", secret.key(), KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
    }

    private static String text(GeneratedSecret generated) {
        return Objects.requireNonNull(generated.publicKey());
    }

    private static void assertVerifies(String algorithm, PrivateKey key, PublicKey publicKey) throws Exception {
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(TEXT);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(publicKey);
        verifying.update(TEXT);
        assertThat(verifying.verify(signing.sign())).isTrue();
    }
}
