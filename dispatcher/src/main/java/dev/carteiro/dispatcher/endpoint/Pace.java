package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;

/**
 * How fast an endpoint has been answering, and whether it has been answering well. Guarded by its endpoint's lock.
 *
 * <p>The average forgets: an attempt counts for an eighth, so some twenty attempts replace what was known before; a faster
 * one counts for half, because the first attempts of all, which look up, dial and warm up, say little about the rest.
 */
final class Pace {
    private static final double SLOWER = 1.0 / 8;
    private static final double FASTER = 1.0 / 2;

    /** An average that is so many times what it was, or as small a part of it, is another pace. */
    private static final double ANOTHER = 8;

    private double averageNanos;
    private double steadyNanos;
    private long steadySinceNanos;
    private long lastSuccessNanos;
    private boolean succeeded;
    private int failuresInARow;

    void record(boolean success, Duration took, long nowNanos) {
        double weight = isUnknown() ? 1 : took.toNanos() < averageNanos ? FASTER : SLOWER;
        averageNanos += (took.toNanos() - averageNanos) * weight;
        if (averageNanos > steadyNanos * ANOTHER || averageNanos * ANOTHER < steadyNanos) {
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

    /** Whether nothing has come back yet. */
    boolean isUnknown() {
        return averageNanos == 0;
    }

    /** How long the pace has been about what it is now. */
    Duration steadyFor(long nowNanos) {
        return isUnknown() ? Duration.ZERO : Duration.ofNanos(nowNanos - steadySinceNanos);
    }

    /** Whether the last attempt succeeded, not longer ago than this. */
    boolean isSuccessful(Duration within, long nowNanos) {
        return succeeded && failuresInARow == 0 && nowNanos - lastSuccessNanos <= within.toNanos();
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** How many attempts it gets through in a length of time, so many at once. */
    long attemptsWithin(Duration length, int atOnce) {
        return (long) (length.toNanos() / Math.max(1, averageNanos) * atOnce);
    }

    /** So many times what an attempt takes, in nanoseconds. */
    long times(int factor) {
        return (long) (averageNanos * factor);
    }

    /** The time between two attempts' ends, so many at once. */
    Duration spacing(int atOnce) {
        return Duration.ofNanos(Math.max(1, (long) (averageNanos / atOnce)));
    }
}
