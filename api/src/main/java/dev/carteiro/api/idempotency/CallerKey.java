package dev.carteiro.api.idempotency;

import dev.carteiro.api.auth.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One caller's idempotency key: its name in the topic, and the cipher for its response. Immutable.
 *
 * <p>Another tenant's or another subject's same key is another one. The topic holds neither the key nor what the response is
 * encrypted with: both are hashes of the key, with different beginnings. So a secret that was made for a client can be told
 * again to the client that knows the key, and to nobody who reads the topic, unless the key can be guessed.
 */
final class CallerKey {
    /** Between the account and the key; not in the alphabet of either. */
    private static final char SEPARATOR = '.';

    private static final int ACCOUNT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String name;
    private final SecretKeySpec cipherKey;

    CallerKey(Caller caller, String key) {
        byte[] account = Arrays.copyOf(hash("account", caller.account()), ACCOUNT_BYTES);
        name = base64(account) + SEPARATOR + base64(hash("key", caller.account(), caller.subject(), key));
        cipherKey = new SecretKeySpec(hash("response", caller.account(), caller.subject(), key), "AES");
    }

    /** The key of its records in the topic. */
    String name() {
        return name;
    }

    /**
     * The part of a name that all keys of an account share.
     *
     * @throws IllegalArgumentException if it is not such a name
     */
    static String account(String name) {
        int end = name.indexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("the key names no account");
        }
        return name.substring(0, end);
    }

    byte[] encrypt(byte[] response) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(response);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** @throws GeneralSecurityException if it was not encrypted with this key, or was changed */
    byte[] decrypt(byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES) {
            throw new GeneralSecurityException("it is too short");
        }
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES)).doFinal(sealed, NONCE_BYTES,
                sealed.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Each part is preceded by its length, so that no two lists of parts are the same bytes. */
    private static byte[] hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
