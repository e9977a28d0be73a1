package dev.carteiro.cli.secret;

import dev.carteiro.api.actions.SecretRotation;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A new secret in a form that subscriptions accept. Immutable.
 *
 * @param secret the secret of the subscription
 * @param publicKey the key of the receiver; {@code null} if the receiver uses the secret itself
 */
public record GeneratedSecret(String secret, @Nullable String publicKey) {
    /** More than the 2,048 bits that are accepted at least, because such a key is used for years. */
    private static final int RSA_BITS = 3_072;

    private static final int ED25519_BYTES = 32;

    /** Base64 in lines of 64 characters, for PEM (RFC 7468 section 2). */
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[]{'\n'});

    public static GeneratedSecret of(KeyType type, SecureRandom random) {
        return switch (type) {
            case HMAC -> new GeneratedSecret(SecretRotation.newSecret(random), null);
            case ED25519 -> ed25519(random);
            case RSA -> rsa(random);
        };
    }

    private static GeneratedSecret ed25519(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            // The key is the end of its X.509 form (RFC 8410 section 4).
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
            return new GeneratedSecret("whsk_" + Base64.getEncoder().encodeToString(seed),
                    "whpk_" + Base64.getEncoder().encodeToString(publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has Ed25519", e);
        }
    }

    private static GeneratedSecret rsa(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS, random);
            KeyPair pair = generator.generateKeyPair();
            return new GeneratedSecret(pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + PEM.encodeToString(der) + "\n-----END " + label + "-----";
    }

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "GeneratedSecret[***]";
    }
}
