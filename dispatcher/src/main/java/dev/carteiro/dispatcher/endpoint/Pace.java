package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.admission.EndpointView;
import java.time.Duration;

/**
 * The average time of an endpoint's attempts, and how the last ones ended. Guarded by its endpoint's lock.
 *
 * <p>The average is exponential. A slower attempt has a weight of one eighth, so about twenty attempts replace the old
 * value. A faster one has a weight of one half, because the first attempts (name lookup, connect, cold code) say little
 * about the following ones.
 */
final class Pace {
    private static final double WEIGHT_IF_SLOWER = 1.0 / 8;
    private static final double WEIGHT_IF_FASTER = 1.0 / 2;

    /** An average that grows or shrinks by this factor starts a new pace. */
    private static final double NEW_PACE_FACTOR = 8;

    private double averageNanos;
    private double steadyNanos;
    private long steadySinceNanos;
    private long lastSuccessNanos;
    private boolean succeeded;
    private int failuresInARow;

    void record(boolean success, Duration took, long nowNanos) {
        double weight = isUnknown() ? 1 : took.toNanos() < averageNanos ? WEIGHT_IF_FASTER : WEIGHT_IF_SLOWER;
        averageNanos += (took.toNanos() - averageNanos) * weight;
        if (averageNanos > steadyNanos * NEW_PACE_FACTOR || averageNanos * NEW_PACE_FACTOR < steadyNanos) {
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

    EndpointView.Latency view(long nowNanos) {
        return new EndpointView.Latency(averageNanos, steadyFor(nowNanos).toNanos(), succeeded && failuresInARow == 0,
                nowNanos - lastSuccessNanos);
    }

    /** Returns the time between the ends of two attempts, with the given number at once. */
    Duration spacing(int atOnce) {
        return Duration.ofNanos(Math.max(1, (long) (averageNanos / atOnce)));
    }
}
