package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/**
 * The {@code webhook-signature} header: one entry for each secret, separated by spaces, over
 * {@code id.timestamp.body}. {@code v1} is HMAC-SHA256, {@code v1a} ed25519. Stateless.
 */
final class StandardSignature {
    static final String HEADER = "webhook-signature";

    private StandardSignature() {
    }

    /**
     * @param id the {@code webhook-id}
     * @param timestamp of the attempt, unix seconds
     * @param body exactly as sent
     * @return empty where no secret is of a kind that the specification knows
     */
    static String of(String id, long timestamp, byte[] body, List<Secret> secrets) {
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        StringJoiner header = new StringJoiner(" ");
        for (Secret secret : secrets) {
            switch (secret) {
                case Secret.Hmac hmac -> header.add("v1," + base64(HmacSha256.of(hmac, prefix, body)));
                case Secret.Ed25519 key -> header.add("v1a," + base64(ed25519(key.key(), prefix, body)));
                case Secret.Rsa elsewhere -> {
                    // signs within grafeno's body
                }
            }
        }
        return header.toString();
    }

    private static byte[] ed25519(PrivateKey key, byte[] prefix, byte[] body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(prefix);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has Ed25519, and the key is of its making", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
