package dev.carteiro.runtime.server;

import dev.carteiro.runtime.http.LruMap;
import dev.carteiro.schemas.subscription.RateLimit;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Token buckets by name. Safe for any thread. Keeps at most {@value #MAX_BUCKETS} of them and evicts the least recently used; an
 * evicted name starts again with a full bucket.
 */
public final class KeyedTokenBuckets {
    private static final int MAX_BUCKETS = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final RateLimit rate;
    private final int burst;
    private final LongSupplier nanoClock;
    private final Map<String, TokenBucket> buckets = new LruMap<>(MAX_BUCKETS);

    /** @param burst tokens of a full bucket */
    public KeyedTokenBuckets(RateLimit rate, int burst, LongSupplier nanoClock) {
        this.rate = rate;
        this.burst = burst;
        this.nanoClock = nanoClock;
    }

    /** Takes one token. @return 0 if there was one, otherwise the nanoseconds until there is one */
    public long take(String name) {
        return take(name, 1);
    }

    /** Takes that many tokens, or a full bucket's worth if that is less. */
    public long take(String name, long count) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            TokenBucket bucket = buckets.computeIfAbsent(name, any -> new TokenBucket(rate, burst, now));
            long wait = bucket.nanosUntil(count, now);
            bucket.take(count, now);
            return wait;
        }
    }

    /** Returns the same as {@link #take}, but takes nothing. */
    public long nanosUntilToken(String name) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            TokenBucket bucket = buckets.get(name);
            return bucket == null ? 0 : bucket.nanosUntil(1, now);
        }
    }

    public RateLimit rate() {
        return rate;
    }

    public int size() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    /** Rounds up to seconds, for a {@code Retry-After}. */
    public static long wholeSeconds(long nanos) {
        return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
    }
}
