package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts the attempts of one subscription and tenant as they arrive, so that evicted records still count in its health.
 * Guarded by the history's lock.
 */
final class AttemptCounters {
    private int held;
    private int failuresInARow;
    private int waiting;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastFailure;

    /** Counts an attempt. Tests, and deliveries that ended without an attempt, do not affect the health. */
    void count(AttemptRecord attempt) {
        held++;
        if (attempt.attempt() == 0 || attempt.subject().test()) {
            return;
        }
        if (attempt.outcome() == AttemptOutcome.DELIVERED) {
            failuresInARow = 0;
            lastSuccess = attempt.startedAt();
        } else {
            failuresInARow++;
            lastFailure = attempt.startedAt();
        }
    }

    /**
     * Records that one counted attempt was evicted.
     *
     * @return whether it was the last one
     */
    boolean removeOne() {
        held--;
        return held == 0;
    }

    void updateWaiting(boolean before, boolean now) {
        waiting += (now ? 1 : 0) - (before ? 1 : 0);
    }

    DeliveryHealth health(Coverage coverage) {
        return new DeliveryHealth(failuresInARow, lastSuccess, lastFailure, waiting, coverage);
    }
}
