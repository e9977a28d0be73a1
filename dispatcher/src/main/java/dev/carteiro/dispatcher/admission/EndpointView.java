package dev.carteiro.dispatcher.admission;

import java.time.Instant;

/**
 * An endpoint at one moment. Immutable; all lengths of time are nanoseconds.
 *
 * @param inFlight requests under way, tests included
 * @param isAwaited whether a request is under way that is not a test
 * @param maxInFlight requests that it was last allowed at the same time
 * @param queued deliveries that wait in memory for one of them to end
 * @param ageNanos since it was first seen
 * @param quietNanos since an attempt last ended; or since one began, when none was under way before
 * @param nextReservation the earliest time for the next delivery that is deferred; in the distant past where none is
 * @param nextPermit the earliest time at which the rate limit lets another attempt begin; in the distant past without one
 */
public record EndpointView(int inFlight, boolean isAwaited, int maxInFlight, int queued, long ageNanos, long quietNanos,
        LatencyView latency, BreakerView breaker, Instant nextReservation, Instant nextPermit) {

    /** Returns whether any attempt has ended, successful or not. */
    public boolean isKnown() {
        return latency.attemptNanos() > 0;
    }

    /**
     * The state that follows from ended attempts.
     *
     * @param attemptNanos the time of one attempt; zero while none has ended
     * @param steadyNanos for how long it has been about the same
     * @param lastSucceeded whether the last attempt did
     * @param sinceSuccessNanos since the last success
     */
    public record LatencyView(double attemptNanos, long steadyNanos, boolean lastSucceeded, long sinceSuccessNanos) {
    }

    /**
     * The circuit breaker.
     *
     * @param untilProbeNanos until a probe may begin; not positive when it may
     * @param openNanos since it opened
     * @param coolDownNanos from a failed probe to the next one
     */
    public record BreakerView(boolean isOpen, boolean isProbing, long untilProbeNanos, long openNanos,
            long coolDownNanos) {
        public static final BreakerView CLOSED = new BreakerView(false, false, 0, 0, 0);

        public boolean mayProbe() {
            return isOpen && untilProbeNanos <= 0;
        }
    }
}
