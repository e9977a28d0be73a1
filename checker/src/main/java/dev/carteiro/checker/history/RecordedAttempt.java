package dev.carteiro.checker.history;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record in the attempts topic. Immutable.
 *
 * @param number 0 if the delivery ended without an attempt
 * @param status the HTTP status that the sender received; {@code null} if it received none
 * @param next due time of the next attempt
 */
public record RecordedAttempt(String delivery, String subscription, String eventId, int number, AttemptOutcome outcome,
        @Nullable Integer status, Instant startedAt, @Nullable Instant next) {
    /** Returns whether it must be the last record of its delivery. */
    public boolean isLast() {
        return outcome != AttemptOutcome.RETRY;
    }
}
