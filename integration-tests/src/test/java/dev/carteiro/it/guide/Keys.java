package dev.carteiro.it.guide;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/** New keys, in the forms for subscriptions and for receivers. Immutable. */
final class Keys {
    private static final int ED25519_BYTES = 32;
    private static final int RSA_BITS = 2_048;

    private final KeyPair pair;

    private Keys(KeyPair pair) {
        this.pair = pair;
    }

    static Keys ed25519() {
        return new Keys(generator("Ed25519").generateKeyPair());
    }

    static Keys rsa() {
        KeyPairGenerator generator = generator("RSA");
        generator.initialize(RSA_BITS);
        return new Keys(generator.generateKeyPair());
    }

    String whsk() {
        return "whsk_" + lastBytes(pair.getPrivate());
    }

    String whpk() {
        return "whpk_" + lastBytes(pair.getPublic());
    }

    String privatePem() {
        return pem("PRIVATE KEY", pair.getPrivate());
    }

    String publicPem() {
        return pem("PUBLIC KEY", pair.getPublic());
    }

    private static KeyPairGenerator generator(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /** Returns an ed25519 key, which is the end of its encoding (RFC 8410). */
    private static String lastBytes(Key key) {
        byte[] der = key.getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length));
    }

    private static String pem(String kind, Key key) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + kind
                + "-----\n";
    }
}
