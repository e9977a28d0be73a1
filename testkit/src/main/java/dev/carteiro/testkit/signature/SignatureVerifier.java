package dev.carteiro.testkit.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the symmetric signature of the <a href="https://www.standardwebhooks.com">Standard Webhooks</a> specification:
 * {@code v1,} and the base64 of HMAC-SHA256 over {@code id.timestamp.body}. Immutable and thread-safe.
 *
 * <p>
 * The header may hold several signatures, separated by spaces, for example while secrets rotate; one valid signature is enough. The
 * age of the timestamp is not checked, because a test's requests may have any time.
 */
public final class SignatureVerifier {
    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private SignatureVerifier(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** @param secret {@code whsec_} and base64 */
    public static SignatureVerifier of(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new IllegalArgumentException("invalid secret: it must begin with " + SECRET_PREFIX);
        }
        return new SignatureVerifier(Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())));
    }

    /** Creates a verifier for a secret that is not a {@code whsec_}, from the key itself. */
    public static SignatureVerifier ofKey(byte[] key) {
        return new SignatureVerifier(key);
    }

    /**
     * @param header looks up a header by its lower-case name, for example {@code request.headers()::first}
     * @return whether all three headers exist and one of the signatures is valid
     */
    public boolean verifies(Function<String, @Nullable String> header, byte[] body) {
        String id = header.apply("webhook-id");
        String timestamp = header.apply("webhook-timestamp");
        String signatures = header.apply("webhook-signature");
        return id != null && timestamp != null && signatures != null && verifies(id, timestamp, body, signatures);
    }

    public boolean verifies(String id, String timestamp, byte[] body, String signatures) {
        byte[] expected = signature(id, timestamp, body).getBytes(StandardCharsets.UTF_8);
        return Arrays.stream(signatures.split(" "))
                .anyMatch(given -> MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the signature that a sender with this secret must write: {@code v1,...}. */
    public String signature(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
