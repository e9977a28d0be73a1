package dev.carteiro.cli.receiver;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A receiver's key for verifying signatures. Immutable. {@code toString} never shows it. */
sealed interface WebhookVerificationKey {
    /**
     * A shared key.
     *
     * @param key the key's bytes
     * @param mistakes keys that a sender derives from the secret by mistake, by description of the mistake
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Hmac(byte[] key, Map<String, byte[]> mistakes) implements WebhookVerificationKey {
        boolean verifies(byte[] signature, byte[]... text) {
            return MessageDigest.isEqual(signature, mac(key, text));
        }

        /** Returns the sender's mistake that explains the signature; {@code null} if none does. */
        @Nullable
        String mistake(byte[] signature, byte[]... text) {
            for (Map.Entry<String, byte[]> mistake : mistakes.entrySet()) {
                if (MessageDigest.isEqual(signature, mac(mistake.getValue(), text))) {
                    return mistake.getKey();
                }
            }
            return null;
        }

        private static byte[] mac(byte[] key, byte[]... text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                for (byte[] part : text) {
                    mac.update(part);
                }
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }

        @Override
        public String toString() {
            return "Hmac[***]";
        }
    }

    /** The public key of the sender. */
    record Public(PublicKey key, String algorithm) implements WebhookVerificationKey {
        boolean verifies(byte[] signature, byte[]... text) {
            try {
                Signature verifying = Signature.getInstance(algorithm);
                verifying.initVerify(key);
                for (byte[] part : text) {
                    verifying.update(part);
                }
                return verifying.verify(signature);
            } catch (GeneralSecurityException e) {
                return false; // a signature of another length
            }
        }

        boolean isRsa() {
            return algorithm.equals(RSA);
        }
    }

    String ED25519 = "Ed25519";
    String RSA = "SHA256withRSA";

    /** The prefix of the 32 bytes in the X.509 form, in hexadecimal digits (RFC 8410 section 4). */
    String ED25519_X509_PREFIX = "302a300506032b6570032100";

    /**
     * Parses a key.
     *
     * @param text {@code whsec_}, {@code whpk_}, a private or public key in PEM, or plain text
     * @throws IllegalArgumentException if it is none of these; the message never shows it
     */
    static WebhookVerificationKey parse(String text) {
        if (text.startsWith("whpk_")) {
            return ed25519(text);
        }
        if (text.startsWith("whsk_")) {
            throw new IllegalArgumentException(
                    "whsk_ is the sender's private key: give the receiver's public key, which begins with whpk_");
        }
        if (text.stripLeading().startsWith("-----BEGIN PUBLIC KEY-----")) {
            return rsaPublic(text);
        }
        return switch (Secret.parse(text)) {
            case Secret.Hmac hmac -> new Hmac(hmac.key().getEncoded(), mistakes(text));
            case Secret.Rsa rsa -> rsaPublicOf(rsa);
            case Secret.Ed25519 ed25519 -> throw new IllegalArgumentException("begins with whsk_");
        };
    }

    private static WebhookVerificationKey ed25519(String text) {
        try {
            byte[] raw = Base64.getDecoder().decode(text.substring("whpk_".length()));
            if (raw.length != 32) {
                throw new IllegalArgumentException(
                        "whpk_ is followed by " + raw.length + " bytes in base64; an ed25519 public key has 32");
            }
            byte[] x509 = HexFormat.of().parseHex(ED25519_X509_PREFIX + HexFormat.of().formatHex(raw));
            return new Public(KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(x509)), ED25519);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("whpk_ is not followed by an ed25519 public key", e);
        }
    }

    private static WebhookVerificationKey rsaPublic(String text) {
        try {
            String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return new Public(KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))), RSA);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the PEM block -----BEGIN PUBLIC KEY----- holds no RSA public key", e);
        }
    }

    private static WebhookVerificationKey rsaPublicOf(Secret.Rsa rsa) {
        if (!(rsa.key() instanceof RSAPrivateCrtKey key)) {
            throw new IllegalArgumentException("the private key does not hold the public key: give the PEM block that"
                    + " begins with -----BEGIN PUBLIC KEY-----");
        }
        try {
            return new Public(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), RSA);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has read the private key", e);
        }
    }

    /** Returns the keys that senders derive from a secret by mistake. */
    private static Map<String, byte[]> mistakes(String text) {
        Map<String, byte[]> mistakes = new LinkedHashMap<>();
        if (text.startsWith("whsec_")) {
            mistakes.put(
                    "the sender used the text of the secret as the key; the key is the decoded base64 after whsec_",
                    text.getBytes(StandardCharsets.UTF_8));
            mistakes.put("the sender did not decode the base64 after whsec_",
                    text.substring("whsec_".length()).getBytes(StandardCharsets.UTF_8));
            return mistakes;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (decoded.length > 0) {
                mistakes.put("the secret was given without its prefix whsec_, and so used as plain text",
                        decoded);
            }
        } catch (IllegalArgumentException plain) {
            // Not base64, so no sender decodes it.
        }
        return mistakes;
    }
}
