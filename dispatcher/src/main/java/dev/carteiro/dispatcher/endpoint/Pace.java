package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.admission.AdmissionTuning;
import dev.carteiro.dispatcher.admission.EndpointView;
import java.time.Duration;

/**
 * The average time of an endpoint's attempts, and how the last ones ended. Guarded by its endpoint's lock.
 *
 * <p>The average forgets, and a faster attempt counts for more than a slower one: see
 * {@link AdmissionTuning.LatencyTuning}.
 */
final class Pace {
    private final AdmissionTuning.LatencyTuning tuning;
    private double averageNanos;
    private double steadyNanos;
    private long steadySinceNanos;
    private long lastSuccessNanos;
    private boolean succeeded;
    private int failuresInARow;

    Pace(AdmissionTuning.LatencyTuning tuning) {
        this.tuning = tuning;
    }

    void record(boolean success, Duration took, long nowNanos) {
        double weight = isUnknown() ? 1 : took.toNanos() < averageNanos ? tuning.fasterWeight() : tuning.slowerWeight();
        averageNanos += (took.toNanos() - averageNanos) * weight;
        double factor = tuning.steadyFactor();
        if (averageNanos > steadyNanos * factor || averageNanos * factor < steadyNanos) {
            steadyNanos = averageNanos;
            steadySinceNanos = nowNanos;
        }
        if (success) {
            succeeded = true;
            lastSuccessNanos = nowNanos;
            failuresInARow = 0;
        } else {
            failuresInARow++;
        }
    }

    /** Returns true if no attempt has ended yet. */
    boolean isUnknown() {
        return averageNanos == 0;
    }

    /** Returns the time for which the pace has been about the same. */
    Duration steadyFor(long nowNanos) {
        return isUnknown() ? Duration.ZERO : Duration.ofNanos(nowNanos - steadySinceNanos);
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** Returns the time of one attempt. */
    Duration attemptTime() {
        return Duration.ofNanos((long) averageNanos);
    }

    EndpointView.LatencyView view(long nowNanos) {
        return new EndpointView.LatencyView(averageNanos, steadyFor(nowNanos).toNanos(),
                succeeded && failuresInARow == 0,
                nowNanos - lastSuccessNanos);
    }

    /** Returns the time between the ends of two attempts, with the given number at once. */
    Duration spacing(int atOnce) {
        return Duration.ofNanos(Math.max(1, (long) (averageNanos / atOnce)));
    }
}
