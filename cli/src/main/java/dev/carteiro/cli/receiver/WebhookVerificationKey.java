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

/** What a receiver verifies signatures with. Immutable. Never shown by {@code toString}. */
sealed interface WebhookVerificationKey {
    /**
     * The key that both sides hold.
     *
     * @param key its bytes
     * @param mistakes other keys that a sender may have made of the same secret, by what it did
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Hmac(byte[] key, Map<String, byte[]> mistakes) implements WebhookVerificationKey {
        boolean verifies(byte[] signature, byte[]... text) {
            return MessageDigest.isEqual(signature, mac(key, text));
        }

        /** Returns what the sender did with the secret, if that explains the signature. */
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

    /** The public half of the sender's key. */
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

    /** What stands before the 32 bytes in the X.509 form (RFC 8410 section 4). */
    String ED25519_X509 = "302a300506032b6570032100";

    /**
     * @param text {@code whsec_}, {@code whpk_}, a PEM key of either half, or a key of plain text
     * @throws IllegalArgumentException if it is neither; the message never shows it
     */
    static WebhookVerificationKey parse(String text) {
        if (text.startsWith("whpk_")) {
            return ed25519(text);
        }
        if (text.startsWith("whsk_")) {
            throw new IllegalArgumentException(
                    "whsk_ is the sender's private key; give the receiver's public one, which begins with whpk_");
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
            byte[] x509 = HexFormat.of().parseHex(ED25519_X509 + HexFormat.of().formatHex(raw));
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
            throw new IllegalArgumentException("is not an RSA public key in PEM: -----BEGIN PUBLIC KEY-----", e);
        }
    }

    private static WebhookVerificationKey rsaPublicOf(Secret.Rsa rsa) {
        if (!(rsa.key() instanceof RSAPrivateCrtKey key)) {
            throw new IllegalArgumentException("its public half is not in it: give the PEM block that begins with"
                    + " -----BEGIN PUBLIC KEY-----");
        }
        try {
            return new Public(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), RSA);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has read the private half", e);
        }
    }

    /** The ways in which senders read a secret that receivers read otherwise. */
    private static Map<String, byte[]> mistakes(String text) {
        Map<String, byte[]> mistakes = new LinkedHashMap<>();
        if (text.startsWith("whsec_")) {
            mistakes.put("the sender took the text of the secret for the key; the key is the base64 behind whsec_,"
                    + " decoded", text.getBytes(StandardCharsets.UTF_8));
            mistakes.put("the sender did not decode the base64 behind whsec_",
                    text.substring("whsec_".length()).getBytes(StandardCharsets.UTF_8));
            return mistakes;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (decoded.length > 0) {
                mistakes.put("the secret was given without whsec_ in front, so that it was taken for plain text",
                        decoded);
            }
        } catch (IllegalArgumentException plain) {
            // Nobody decodes it.
        }
        return mistakes;
    }
}
