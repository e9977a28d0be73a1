package dev.carteiro.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint has been doing, going by the attempts that are known. Immutable.
 *
 * @param failuresInARow since the last success that is known
 * @param lastSuccess when it began; {@code null} if none is known
 * @param lastFailure when it began; {@code null} if none is known
 * @param waiting deliveries whose last attempt failed and that will be tried again; without those that were never tried
 * @param coverage from when on nothing is missing
 */
public record DeliveryHealth(int failuresInARow, @Nullable Instant lastSuccess, @Nullable Instant lastFailure, int waiting,
        Coverage coverage) {
    /** Fewer do not open a breaker. */
    private static final int FAILURES_OF_A_BREAKER = 10;

    /** What can be said of a breaker, which lives in a dispatcher's memory and nowhere else. */
    public enum BreakerState {
        CLOSED("closed"),
        /** Enough failures to open it; whether it did, and still is, only the dispatcher knows. */
        UNKNOWN("unknown");

        private final String code;

        BreakerState(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Where the run of failures may have begun before anything that is known, it may be longer than it looks. */
    public BreakerState breaker() {
        boolean isWholeRun = lastSuccess != null || coverage.isWhole();
        return isWholeRun && failuresInARow < FAILURES_OF_A_BREAKER ? BreakerState.CLOSED : BreakerState.UNKNOWN;
    }
}
