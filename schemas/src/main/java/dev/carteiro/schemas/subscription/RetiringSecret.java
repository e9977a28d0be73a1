package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * An old secret that still signs for a limited time, so that receivers without the new secret can verify requests.
 * Immutable. {@code toString} never shows it.
 *
 * @param until time from which the secret no longer signs, not even queued deliveries
 */
public record RetiringSecret(Secret secret, Instant until) {
    /** Description of a valid time, for messages. */
    static final String TIME = "a time in RFC 3339, as in 2025-02-10T15:30:00Z";

    /** @throws IllegalArgumentException for a PEM key */
    static Secret requireNoPem(Secret secret) {
        if (secret instanceof Secret.Rsa) {
            throw new IllegalArgumentException(
                    "a PEM key cannot retire: the body of profile 'grafeno' has exactly one signature,"
                            + " and is the same on every attempt; give receivers the new public key first,"
                            + " then replace the key in 'secrets'");
        }
        return secret;
    }

    /** @throws IllegalArgumentException if the text is not a time */
    static Instant time(String text) {
        try {
            return Rfc3339.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be " + TIME, e);
        }
    }

    boolean signs(Instant at) {
        return at.isBefore(until);
    }
}
