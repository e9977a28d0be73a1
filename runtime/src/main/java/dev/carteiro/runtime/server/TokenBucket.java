package dev.carteiro.runtime.server;

import dev.carteiro.schemas.subscription.RateLimit;

/** How often something may be done still. Not thread-safe: its owner guards it. */
final class TokenBucket {
    private final long permits;
    private final long cost;
    private final long capacity;
    private long level;
    private long filledAt;

    /**
     * Full at first.
     *
     * @param burst how often it may be done at once after a rest
     */
    TokenBucket(RateLimit rate, int burst, long now) {
        permits = rate.permits();
        cost = rate.period().toNanos();
        capacity = burst * cost;
        level = capacity;
        filledAt = now;
    }

    void take(long count, long now) {
        if (lacks(count, now) == 0) {
            level -= price(count);
        }
    }

    /** Returns 0 if it may be done so often, else the nanoseconds until it may. */
    long lacks(long count, long now) {
        long passed = Math.clamp(now - filledAt, 0, capacity / permits);
        level = Math.min(capacity, level + passed * permits);
        filledAt = now;
        long price = price(count);
        return level >= price ? 0 : (price - level + permits - 1) / permits;
    }

    /** Never more than it holds when it is full. */
    private long price(long count) {
        return Math.min(capacity, count * cost);
    }
}
