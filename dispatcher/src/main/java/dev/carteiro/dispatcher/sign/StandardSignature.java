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
 * Computes the {@code webhook-signature} header: one signature of {@code id.timestamp.body} for each secret, separated
 * by spaces. {@code v1} is HMAC-SHA256, {@code v1a} is Ed25519. Stateless.
 */
final class StandardSignature {
    static final String HEADER = "webhook-signature";

    private StandardSignature() {
    }

    /**
     * Returns the header's value.
     *
     * @param id the {@code webhook-id}
     * @param timestamp the start of the attempt in Unix seconds
     * @param body the body exactly as sent
     * @return empty if no secret has a type that the specification defines
     */
    static String of(String id, long timestamp, byte[] body, List<Secret> secrets) {
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        StringJoiner header = new StringJoiner(" ");
        for (Secret secret : secrets) {
            switch (secret) {
                case Secret.Hmac hmac -> header.add("v1," + base64(HmacSha256.of(hmac, prefix, body)));
                case Secret.Ed25519 key -> header.add("v1a," + base64(ed25519(key.key(), prefix, body)));
                case Secret.Rsa elsewhere -> {
                    // signs the body of profile grafeno
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
            throw new IllegalStateException("Ed25519 failed, although the platform has it and created the key", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
