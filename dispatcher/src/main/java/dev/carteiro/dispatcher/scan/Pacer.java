package dev.carteiro.dispatcher.scan;

import java.time.Duration;

/**
 * Lets things happen no faster than one in each spacing, by a monotonic clock. What was not used is lost, but for one
 * second's worth. Owned by one thread.
 */
final class Pacer {
    private static final long BURST_NANOS = Duration.ofSeconds(1).toNanos();

    private final long spacingNanos;
    private long nextNanos;

    /** @param spacing zero for no limit */
    Pacer(Duration spacing, long nowNanos) {
        spacingNanos = spacing.toNanos();
        nextNanos = nowNanos;
    }

    /** How many may happen now. */
    int permits(long nowNanos) {
        if (spacingNanos == 0) {
            return Integer.MAX_VALUE;
        }
        nextNanos = Math.max(nextNanos, nowNanos - BURST_NANOS);
        return nowNanos < nextNanos ? 0 : (int) Math.min(Integer.MAX_VALUE, (nowNanos - nextNanos) / spacingNanos + 1);
    }

    /** So many have happened. */
    void took(int count) {
        nextNanos += count * spacingNanos;
    }
}
