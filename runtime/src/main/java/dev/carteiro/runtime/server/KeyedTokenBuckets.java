package dev.carteiro.runtime.server;

import dev.carteiro.runtime.http.LruMap;
import dev.carteiro.schemas.subscription.RateLimit;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket for each of many names. Safe for any thread. It holds a bounded number, the most recently used; a name that fell
 * out begins anew with a full bucket.
 */
public final class KeyedTokenBuckets {
    private static final int MOST = 10_000;
    private static final long SECOND = 1_000_000_000L;

    private final RateLimit rate;
    private final int burst;
    private final LongSupplier nanoClock;
    private final Map<String, TokenBucket> buckets = new LruMap<>(MOST);

    /** @param burst how often each may be used at once after a rest */
    public KeyedTokenBuckets(RateLimit rate, int burst, LongSupplier nanoClock) {
        this.rate = rate;
        this.burst = burst;
        this.nanoClock = nanoClock;
    }

    /** Takes one. @return 0 if there was one left, else the nanoseconds until there is one */
    public long take(String name) {
        return take(name, 1);
    }

    /** Takes so many; of a bucket that holds less when it is full, all of it. */
    public long take(String name, long count) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            TokenBucket bucket = buckets.computeIfAbsent(name, any -> new TokenBucket(rate, burst, now));
            long lacks = bucket.lacks(count, now);
            bucket.take(count, now);
            return lacks;
        }
    }

    /** As {@link #take}, but takes nothing. */
    public long lacks(String name) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            TokenBucket bucket = buckets.get(name);
            return bucket == null ? 0 : bucket.lacks(1, now);
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

    /** For a {@code Retry-After}. */
    public static long wholeSeconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }
}
