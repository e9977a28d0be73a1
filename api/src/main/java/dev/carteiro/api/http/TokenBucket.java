package dev.carteiro.api.http;

/**
 * How many requests one token has left. Not thread-safe: its owner guards it.
 *
 * <p>A full bucket holds twice what flows in per second, so that a client that worked through a page's items is not
 * stopped for it.
 */
final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    private final long perSecond;
    private final long capacity;
    private long nanoTokens;
    private long filledAt;

    /** Full at first. */
    TokenBucket(int perSecond, long now) {
        this.perSecond = perSecond;
        capacity = 2L * perSecond * SECOND;
        nanoTokens = capacity;
        filledAt = now;
    }

    /** @return 0 if the request may pass, else the nanoseconds until one may */
    long take(long now) {
        long passed = Math.clamp(now - filledAt, 0, 2 * SECOND);
        nanoTokens = Math.min(capacity, nanoTokens + passed * perSecond);
        filledAt = now;
        if (nanoTokens >= SECOND) {
            nanoTokens -= SECOND;
            return 0;
        }
        return (SECOND - nanoTokens + perSecond - 1) / perSecond;
    }
}
