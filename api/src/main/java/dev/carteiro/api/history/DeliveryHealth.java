package dev.carteiro.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's health as its known attempts show it. Immutable.
 *
 * @param failuresInARow failures since the last known success
 * @param lastSuccess when the last successful attempt began; {@code null} if none is known
 * @param lastFailure when the last failed attempt began; {@code null} if none is known
 * @param waiting deliveries that failed and will be tried again; without those that were never tried
 * @param coverage since when nothing is missing
 */
public record DeliveryHealth(int failuresInARow, @Nullable Instant lastSuccess, @Nullable Instant lastFailure,
        int waiting,
        Coverage coverage) {
    /** Fewer failures do not open a circuit breaker. */
    private static final int MIN_BREAKER_FAILURES = 10;

    /** The known state of a circuit breaker, whose actual state is only in a dispatcher's memory. */
    public enum BreakerState {
        CLOSED("closed"),
        /** The failures are enough to open the breaker; only the dispatcher knows whether it did. */
        UNKNOWN("unknown");

        private final String code;

        BreakerState(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * Returns {@code CLOSED} only if it is certain. The failures may have begun before the first known attempt; there
     * may then be more than are counted.
     */
    public BreakerState breaker() {
        boolean isCountComplete = lastSuccess != null || coverage.isComplete();
        return isCountComplete && failuresInARow < MIN_BREAKER_FAILURES ? BreakerState.CLOSED : BreakerState.UNKNOWN;
    }
}
