package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint has been doing for one tenant, counted as its attempts arrive: it need not be told from records that may have been let
 * go. Guarded by the history's lock.
 */
final class AttemptCounters {
    private int held;
    private int failuresInARow;
    private int waiting;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastFailure;

    /** Tests do not count, nor does what ended without an attempt. */
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
     * One of those that were counted is no longer held.
     *
     * @return whether it was the last
     */
    boolean evicted() {
        held--;
        return held == 0;
    }

    void waits(boolean before, boolean now) {
        waiting += (now ? 1 : 0) - (before ? 1 : 0);
    }

    DeliveryHealth health(Coverage coverage) {
        return new DeliveryHealth(failuresInARow, lastSuccess, lastFailure, waiting, coverage);
    }
}
