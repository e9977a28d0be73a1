package dev.carteiro.runtime.server;

/**
 * How often something may be done still. Not thread-safe: its owner guards it.
 *
 * <p>A full bucket holds twice what flows in per second, so that a client that worked through a page's items is not
 * stopped for it.
 */
public final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    private final long perSecond;
    private final long capacity;
    private long nanoTokens;
    private long filledAt;

    /** Full at first. */
    public TokenBucket(int perSecond, long now) {
        this.perSecond = perSecond;
        capacity = 2L * perSecond * SECOND;
        nanoTokens = capacity;
        filledAt = now;
    }

    /** @return 0 if it may be done, else the nanoseconds until it may */
    public long take(long now) {
        long wait = lacks(now);
        if (wait == 0) {
            nanoTokens -= SECOND;
        }
        return wait;
    }

    /** As {@link #take}, but takes nothing. */
    public long lacks(long now) {
        long passed = Math.clamp(now - filledAt, 0, 2 * SECOND);
        nanoTokens = Math.min(capacity, nanoTokens + passed * perSecond);
        filledAt = now;
        return nanoTokens >= SECOND ? 0 : (SECOND - nanoTokens + perSecond - 1) / perSecond;
    }

    /** For a {@code Retry-After}. */
    public static long wholeSeconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }
}
