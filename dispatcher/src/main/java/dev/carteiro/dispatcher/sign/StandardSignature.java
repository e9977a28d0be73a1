package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code webhook-signature} header: one entry for each secret, separated by spaces, over
 * {@code id.timestamp.body}. {@code v1} is HMAC-SHA256, {@code v1a} ed25519. Stateless.
 */
public final class StandardSignature {
    private StandardSignature() {
    }

    /**
     * @param id the {@code webhook-id}
     * @param timestamp of the attempt, unix seconds
     * @param body exactly as sent
     * @param secrets at least one
     */
    public static String of(String id, long timestamp, byte[] body, List<Secret> secrets) {
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        StringBuilder header = new StringBuilder(64 * secrets.size());
        for (Secret secret : secrets) {
            if (!header.isEmpty()) {
                header.append(' ');
            }
            header.append(switch (secret) {
                case Secret.Hmac hmac -> "v1," + base64(hmac(hmac.key(), prefix, body));
                case Secret.Ed25519 key -> "v1a," + base64(ed25519(key.key(), prefix, body));
            });
        }
        return header.toString();
    }

    private static byte[] hmac(byte[] key, byte[] prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(prefix);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] ed25519(byte[] seed, byte[] prefix, byte[] body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
            signature.update(prefix);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform's Ed25519 takes any 32-byte seed", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
