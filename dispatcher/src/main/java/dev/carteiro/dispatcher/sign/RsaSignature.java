package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/**
 * RSA with SHA-256 and PKCS#1 v1.5 padding (RFC 8017 section 8.2), which gives the same signature each time. Stateless.
 */
public final class RsaSignature {
    /** As Ruby's {@code Base64.encode64} writes it. */
    private static final Base64.Encoder LINES_OF_60 = Base64.getMimeEncoder(60,
            "\n".getBytes(StandardCharsets.US_ASCII));

    private RsaSignature() {
    }

    /** @return base64 in lines of 60 characters, each ended by a newline */
    public static String of(Secret.Rsa key, byte[] text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.key());
            signature.update(text);
            return LINES_OF_60.encodeToString(signature.sign()) + "\n";
        } catch (GeneralSecurityException e) {
            // Two parts of the key that do not belong together show only here.
            throw new IllegalArgumentException("the PEM key does not sign: " + e.getClass().getSimpleName());
        }
    }
}
