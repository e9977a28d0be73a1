package dev.carteiro.runtime.server;

import dev.carteiro.runtime.http.RecentlyUsed;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket for each of many names. Safe for any thread. It holds a bounded number, the most recently used; a name that fell
 * out begins anew with a full bucket.
 */
public final class Buckets {
    private static final int MOST = 10_000;

    private final int perSecond;
    private final LongSupplier nanoClock;
    private final Map<String, TokenBucket> buckets = new RecentlyUsed<>(MOST);

    /** @param perSecond for each name; twice as many at once after a rest */
    public Buckets(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
    }

    /** @return 0 if there was one left, else the nanoseconds until there is one */
    public long take(String name) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            return buckets.computeIfAbsent(name, any -> new TokenBucket(perSecond, now)).take(now);
        }
    }

    /** As {@link #take}, but takes nothing. */
    public long lacks(String name) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            TokenBucket bucket = buckets.get(name);
            return bucket == null ? 0 : bucket.lacks(now);
        }
    }

    /** How many names it holds. */
    public int size() {
        synchronized (buckets) {
            return buckets.size();
        }
    }
}
