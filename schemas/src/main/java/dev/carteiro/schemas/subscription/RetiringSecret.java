package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * An old secret on its way out: until then receivers that do not know the new one yet accept requests by it. Never shown
 * by {@code toString}. Immutable.
 *
 * @param until from then on it signs nothing, queued deliveries included
 */
public record RetiringSecret(Secret secret, Instant until) {
    /** What a message says would be accepted. */
    static final String TIME = "a time in RFC 3339, as in 2025-02-10T15:30:00Z";

    /** @throws IllegalArgumentException for a PEM key */
    static Secret requireNoPem(Secret secret) {
        if (secret instanceof Secret.Rsa) {
            throw new IllegalArgumentException(
                    "a PEM key cannot retire: it signs in the body of profile 'grafeno', which"
                            + " holds one signature and is the same on every attempt; give receivers the new public key first,"
                            + " then replace the key in 'secrets'");
        }
        return secret;
    }

    /** @throws IllegalArgumentException if it is no time */
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
