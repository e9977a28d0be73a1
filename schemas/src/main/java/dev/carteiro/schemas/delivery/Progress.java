package dev.carteiro.schemas.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a delivery has come. Immutable.
 *
 * @param attempts requests made so far
 * @param firstAttempt when the first one began
 * @param lastAttempt when the last one began
 * @param due when to try next; {@code null} for at once
 * @param wake when to look at the record again, at most {@link #due}; {@code null} outside the retry topics
 * @param held how long it stood still for a paused subscription, which does not count against its age
 */
public record Progress(int attempts, @Nullable Instant firstAttempt, @Nullable Instant lastAttempt,
        @Nullable Instant due, @Nullable Instant wake, Duration held) {
    public static final Progress NONE = new Progress(0, null, null, null, null, Duration.ZERO);

    /** After one more attempt. */
    public Progress attempted(Instant at) {
        return new Progress(attempts + 1, firstAttempt == null ? at : firstAttempt, at, null, null, held);
    }

    /** To be tried at {@code due} and looked at at {@code wake}. */
    public Progress waiting(Instant newDue, Instant newWake) {
        return new Progress(attempts, firstAttempt, lastAttempt, newDue, newWake, held);
    }

    public Progress heldFor(Duration longer) {
        return new Progress(attempts, firstAttempt, lastAttempt, due, wake, held.plus(longer));
    }
}
