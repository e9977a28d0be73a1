package dev.carteiro.cli.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies signatures as a receiver does, by the Standard Webhooks specification: the header is a list of
 * {@code v1,BASE64}, each the HMAC-SHA256 of {@code id.timestamp.body} with one secret. Stateless.
 */
public final class SignatureCheck {
    private static final String SECRET = "whsec_";
    private static final String VERSION = "v1,";

    private SignatureCheck() {
    }

    /** @param header the request's {@code webhook-signature} */
    public static boolean verifies(String secret, String id, String timestamp, byte[] body, String header) {
        byte[] expected = hmac(Base64.getDecoder().decode(secret.substring(SECRET.length())), id, timestamp, body);
        for (String signature : header.split(" ")) {
            if (signature.startsWith(VERSION) && MessageDigest.isEqual(expected,
                    signature.substring(VERSION.length()).getBytes(StandardCharsets.US_ASCII))) {
                return true;
            }
        }
        return false;
    }

    /** In base64, as it is sent. */
    private static byte[] hmac(byte[] key, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
