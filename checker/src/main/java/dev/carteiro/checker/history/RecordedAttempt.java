package dev.carteiro.checker.history;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record in the attempts topic. Immutable.
 *
 * @param number 0 where the delivery ended without an attempt
 * @param status the HTTP status that the sender saw; {@code null} if it saw none
 * @param next when the next attempt is due
 */
public record RecordedAttempt(String delivery, String subscription, String eventId, int number, AttemptOutcome outcome,
        @Nullable Integer status, Instant startedAt, @Nullable Instant next) {
    /** Whether nothing may come after it. */
    public boolean isLast() {
        return outcome != AttemptOutcome.RETRY;
    }
}
