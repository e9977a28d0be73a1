package dev.carteiro.dispatcher.endpoint;

/**
 * A count of an endpoint's failures that halves every five minutes. Guarded by its endpoint's lock; time is monotonic
 * nanoseconds.
 */
final class RecentFailures {
    private static final double HALF_LIFE_NANOS = 300e9;

    private double count;
    private long asOfNanos;

    void failed(long nowNanos) {
        count = at(nowNanos) + 1;
        asOfNanos = nowNanos;
    }

    double at(long nowNanos) {
        return count * Math.pow(0.5, Math.max(0, nowNanos - asOfNanos) / HALF_LIFE_NANOS);
    }
}
