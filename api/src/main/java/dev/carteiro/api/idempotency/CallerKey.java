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
 * One caller's idempotency key: its name in the topic and the cipher of its response. Immutable.
 *
 * <p>The same key of another tenant or subject is another key. The topic contains neither the key nor the encryption
 * key: both names derive from hashes of the key with different prefixes. So a client that knows the key can read a
 * generated secret again. A reader of the topic cannot, unless the key can be guessed.
 */
final class CallerKey {
    /** Separates account and key; not in the alphabet of either. */
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

    /** Returns the key of its records in the topic. */
    String name() {
        return name;
    }

    /**
     * Returns the part of a name that all keys of an account share.
     *
     * @throws IllegalArgumentException if the name has no account
     */
    static String account(String name) {
        int end = name.indexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("the idempotency key has no account");
        }
        return name.substring(0, end);
    }

    byte[] encrypt(byte[] response) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(response);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /**
     * Decrypts a stored response.
     *
     * @throws GeneralSecurityException if the bytes were not encrypted with this key, or were changed
     */
    byte[] decrypt(byte[] encrypted) throws GeneralSecurityException {
        if (encrypted.length < NONCE_BYTES) {
            throw new GeneralSecurityException("the encrypted response is too short");
        }
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(encrypted, NONCE_BYTES)).doFinal(encrypted, NONCE_BYTES,
                encrypted.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Hashes parts, each with its length before it, so that different lists of parts differ in their bytes. */
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
