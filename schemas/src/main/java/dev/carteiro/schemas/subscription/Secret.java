package dev.carteiro.schemas.subscription;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A signing key; never shown by {@code toString}. Immutable; the bytes must not be written to. */
public sealed interface Secret {
    /** The key's bytes. */
    byte[] key();

    /** A symmetric key: Standard Webhooks {@code v1}. */
    final class Hmac implements Secret {
        private final byte[] key;

        Hmac(byte[] key) {
            this.key = key;
        }

        @Override
        public byte[] key() {
            return key;
        }

        @Override
        public String toString() {
            return "Hmac[***]";
        }
    }

    /** An ed25519 private key as its 32-byte seed (RFC 8032): Standard Webhooks {@code v1a}. */
    final class Ed25519 implements Secret {
        private final byte[] seed;

        Ed25519(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public byte[] key() {
            return seed;
        }

        @Override
        public String toString() {
            return "Ed25519[***]";
        }
    }

    /**
     * @throws IllegalArgumentException if a known prefix is followed by something else than its form; the message never
     *     shows the secret
     */
    static Secret parse(String text) {
        if (text.startsWith("whsec_")) {
            byte[] key = base64(text, "whsec_");
            if (key.length < 24 || key.length > 64) {
                throw new IllegalArgumentException(
                        "whsec_ is followed by " + key.length + " bytes in base64; it takes 24 to 64");
            }
            return new Hmac(key);
        }
        if (text.startsWith("whsk_")) {
            byte[] key = base64(text, "whsk_");
            if (key.length != 32 && key.length != 64) {
                throw new IllegalArgumentException("whsk_ is followed by " + key.length
                        + " bytes in base64; an ed25519 private key has 32, or 64 with its public key");
            }
            return new Ed25519(java.util.Arrays.copyOf(key, 32));
        }
        if (text.startsWith("whpk_")) {
            throw new IllegalArgumentException(
                    "whpk_ is a public key, which cannot sign; give the private key, whsk_, here"
                            + " and the public one to the receiver");
        }
        if (text.startsWith("-----BEGIN ")) {
            throw new IllegalArgumentException("a PEM key is for the grafeno profile, which is not available yet");
        }
        return new Hmac(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] base64(String text, String prefix) {
        try {
            return Base64.getDecoder().decode(text.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + " is not followed by base64");
        }
    }
}
