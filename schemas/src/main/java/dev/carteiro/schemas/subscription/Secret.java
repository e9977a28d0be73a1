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
 * A signing key, ready for the platform's cryptography: it is parsed once for each version of a subscription and not
 * for each request. Never shown by {@code toString}. Immutable.
 */
public sealed interface Secret {
    /** A symmetric key: Standard Webhooks {@code v1}, and the HMACs of other systems. */
    final class Hmac implements Secret {
        private final SecretKey key;
        private volatile @Nullable Mac prototype;

        Hmac(byte[] key) {
            this.key = new SecretKeySpec(key, "HmacSHA256");
        }

        public SecretKey key() {
            return key;
        }

        /** Returns whether it signs, and would be rejected if it were given now: it looks as if it was pasted wrongly. */
        public boolean isDoubtful() {
            byte[] bytes = key.getEncoded();
            return StrictJson.isUtf8(bytes)
                    && SecretRules.problem(new String(bytes, StandardCharsets.UTF_8)).isPresent();
        }

        /**
         * A new one with this key. To copy one costs a fraction of looking it up and giving it its key; the one that is copied
         * is made when it is first asked for, because most processes know many secrets that they never sign with.
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
                throw new IllegalStateException("every Java platform has HmacSHA256, and can copy it", e);
            }
        }

        /** By the key, however it was written. */
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

    /** An ed25519 private key (RFC 8032): Standard Webhooks {@code v1a}. */
    final class Ed25519 implements Secret {
        private final PrivateKey key;

        /** @param seed its 32 bytes */
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

    /** An RSA private key of at least {@value PemKey#FEWEST_BITS} bits: the signature within {@code grafeno}'s body. */
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
     * Reads a secret that somebody gives now.
     *
     * @param inForce whether one like it signs already: then it is taken as it is
     * @throws IllegalArgumentException as {@link #parse}, and if it looks as if it was pasted wrongly
     */
    static Secret given(String text, Predicate<Secret> inForce) {
        Optional<String> problem = SecretRules.problem(text);
        if (problem.isPresent() && !inForce.test(new Hmac(text.getBytes(StandardCharsets.UTF_8)))) {
            throw new IllegalArgumentException(problem.get());
        }
        return parse(text);
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
            return new Ed25519(Arrays.copyOf(key, 32));
        }
        if (text.startsWith("whpk_")) {
            throw new IllegalArgumentException(
                    "whpk_ is a public key, which cannot sign; give the private key, whsk_, here"
                            + " and the public one to the receiver");
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
                    ? " but by its form for URLs: write + for - and / for _"
                    : ": letters, digits, + and /, with = at the end only"));
        }
    }
}
