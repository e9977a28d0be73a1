package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A signing key. Immutable. It is parsed once per subscription version instead of once per request. {@code toString}
 * never shows it.
 */
public sealed interface Secret {
    /** A symmetric key, for Standard Webhooks {@code v1} and the HMACs of other systems. */
    final class Hmac implements Secret {
        private final SecretKey key;
        private volatile @Nullable Mac prototype;

        Hmac(byte[] key) {
            this.key = new SecretKeySpec(key, "HmacSHA256");
        }

        public SecretKey key() {
            return key;
        }

        /**
         * Returns whether a new subscription with this key would be rejected, because the key looks like a paste error.
         */
        public boolean looksMispasted() {
            byte[] bytes = key.getEncoded();
            return StrictJson.isUtf8(bytes)
                    && SecretRules.problem(new String(bytes, StandardCharsets.UTF_8)).isPresent();
        }

        /**
         * Returns a new {@code Mac} with this key. It is a clone of a prototype, which costs a fraction of a lookup and
         * an initialization. The prototype is created on first use, because most processes know many secrets that they
         * never sign with.
         */
        public Mac mac() {
            try {
                Mac known = prototype;
                if (known == null) {
                    known = Mac.getInstance(key.getAlgorithm());
                    known.init(key);
                    prototype = known;
                }
                return (Mac) known.clone();
            } catch (GeneralSecurityException | CloneNotSupportedException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256, and can clone it", e);
            }
        }

        /** Compares the keys, regardless of their notation. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Hmac that && key.equals(that.key);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }

        @Override
        public String toString() {
            return "Hmac[***]";
        }
    }

    /** An ed25519 private key (RFC 8032), for Standard Webhooks {@code v1a}. */
    final class Ed25519 implements Secret {
        private final PrivateKey key;

        /** @param seed 32 bytes */
        Ed25519(byte[] seed) {
            try {
                key = KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the platform's Ed25519 takes any 32-byte seed", e);
            }
        }

        public PrivateKey key() {
            return key;
        }

        @Override
        public String toString() {
            return "Ed25519[***]";
        }
    }

    /**
     * An RSA private key of at least {@value PemKey#MIN_BITS} bits, for the signature in the body of profile {@code
     * grafeno}.
     */
    final class Rsa implements Secret {
        private final RSAPrivateKey key;

        Rsa(RSAPrivateKey key) {
            this.key = key;
        }

        public RSAPrivateKey key() {
            return key;
        }

        @Override
        public String toString() {
            return "Rsa[***]";
        }
    }

    /**
     * Parses a secret of a newly written subscription.
     *
     * @param inForce whether an equal secret is already in force, in which case it is accepted
     * @throws IllegalArgumentException like {@link #parse}, and if the secret looks like a paste error
     */
    static Secret parseNew(String text, Predicate<Secret> inForce) {
        Optional<String> problem = SecretRules.problem(text);
        if (problem.isPresent() && !inForce.test(new Hmac(text.getBytes(StandardCharsets.UTF_8)))) {
            throw new IllegalArgumentException(problem.get());
        }
        return parse(text);
    }

    /**
     * @throws IllegalArgumentException if the text after a known prefix is invalid; the message never shows the secret
     */
    static Secret parse(String text) {
        if (text.startsWith("whsec_")) {
            byte[] key = base64(text, "whsec_");
            if (key.length < 24 || key.length > 64) {
                throw new IllegalArgumentException(
                        "whsec_ is followed by " + key.length + " bytes in base64; use 24 to 64");
            }
            return new Hmac(key);
        }
        if (text.startsWith("whsk_")) {
            byte[] key = base64(text, "whsk_");
            if (key.length != 32 && key.length != 64) {
                throw new IllegalArgumentException("whsk_ is followed by " + key.length
                        + " bytes in base64; an ed25519 private key has 32 bytes, or 64 with its public key");
            }
            return new Ed25519(Arrays.copyOf(key, 32));
        }
        if (text.startsWith("whpk_")) {
            throw new IllegalArgumentException(
                    "whpk_ is a public key, which cannot sign; use the private key (whsk_) here,"
                            + " and give the public key to the receiver");
        }
        if (PemKey.looksLike(text)) {
            return new Rsa(PemKey.parse(text));
        }
        return new Hmac(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] base64(String text, String prefix) {
        try {
            return Base64.getDecoder().decode(text.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            boolean urlSafe = text.substring(prefix.length()).matches("[A-Za-z0-9_=-]+");
            throw new IllegalArgumentException(prefix + " is not followed by base64" + (urlSafe
                    ? " but by base64url: use + instead of - and / instead of _"
                    : ": use letters, digits, + and /, with = only at the end"));
        }
    }
}
