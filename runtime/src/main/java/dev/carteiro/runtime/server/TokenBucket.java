package dev.carteiro.runtime.server;

import dev.carteiro.schemas.subscription.RateLimit;

/** A token bucket. Not thread-safe: its owner guards it. */
final class TokenBucket {
    private final long permits;
    private final long cost;
    private final long capacity;
    private long level;
    private long filledAt;

    /**
     * Creates a full bucket.
     *
     * @param burst tokens of a full bucket
     */
    TokenBucket(RateLimit rate, int burst, long now) {
        permits = rate.permits();
        cost = rate.period().toNanos();
        capacity = burst * cost;
        level = capacity;
        filledAt = now;
    }

    void take(long count, long now) {
        if (nanosUntil(count, now) == 0) {
            level -= price(count);
        }
    }

    /** Returns 0 if that many tokens are available, otherwise the nanoseconds until they are. */
    long nanosUntil(long count, long now) {
        long passed = Math.clamp(now - filledAt, 0, capacity / permits);
        level = Math.min(capacity, level + passed * permits);
        filledAt = now;
        long price = price(count);
        return level >= price ? 0 : (price - level + permits - 1) / permits;
    }

    /** Never more than the capacity. */
    private long price(long count) {
        return Math.min(capacity, count * cost);
    }
}
