package dev.carteiro.dispatcher.scan;

import java.time.Duration;

/**
 * Limits a rate to one permit in each spacing, by a monotonic clock. Owned by one thread. Unused permits expire after
 * one second.
 */
final class Pacer {
    private static final long MAX_BURST_NANOS = Duration.ofSeconds(1).toNanos();

    private final long spacingNanos;
    private long nextNanos;

    /** @param spacing zero for no limit */
    Pacer(Duration spacing, long nowNanos) {
        spacingNanos = spacing.toNanos();
        nextNanos = nowNanos;
    }

    /** Returns the number of permits that are available now. */
    int permits(long nowNanos) {
        if (spacingNanos == 0) {
            return Integer.MAX_VALUE;
        }
        nextNanos = Math.max(nextNanos, nowNanos - MAX_BURST_NANOS);
        return nowNanos < nextNanos ? 0 : (int) Math.min(Integer.MAX_VALUE, (nowNanos - nextNanos) / spacingNanos + 1);
    }

    /** Takes a number of permits. */
    void take(int count) {
        nextNanos += count * spacingNanos;
    }
}
