package dev.carteiro.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 of a text that is too long or too secret to keep. Stateless. */
final class Fingerprint {
    private Fingerprint() {
    }

    static String of(String text) {
        return of(text, new byte[0]);
    }

    /**
     * Returns the fingerprint of a text and bytes.
     *
     * @param text a text without NUL characters
     */
    static String of(String text, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Base64.getEncoder().encodeToString(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
