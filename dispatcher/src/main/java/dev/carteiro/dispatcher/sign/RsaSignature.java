package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/**
 * Signs by RSA with SHA-256 and PKCS#1 v1.5 padding (RFC 8017 section 8.2), which is deterministic. Stateless.
 */
public final class RsaSignature {
    /** The format of Ruby's {@code Base64.encode64}. */
    private static final Base64.Encoder LINES_OF_60 = Base64.getMimeEncoder(60,
            "\n".getBytes(StandardCharsets.US_ASCII));

    private RsaSignature() {
    }

    /**
     * Signs a text.
     *
     * @return base64 in lines of 60 characters, each with a newline at its end
     */
    public static String of(Secret.Rsa key, byte[] text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.key());
            signature.update(text);
            return LINES_OF_60.encodeToString(signature.sign()) + "\n";
        } catch (GeneralSecurityException e) {
            // A key whose parts do not match is detected only here.
            throw new IllegalArgumentException("the PEM key cannot sign, its parts may not match: "
                    + e.getClass().getSimpleName());
        }
    }
}
