package dev.carteiro.runtime.logging;

import java.time.Duration;

/**
 * Limits how many times a minute something is logged. Safe for any thread.
 *
 * <pre>
 *   calls        x x x x    x x             x
 *   allowed (2)  1 2 - -    - -             1, after 4 omitted ones
 *                |--- a minute from there ---|
 * </pre>
 */
public final class LogQuota {
    /** Returned by {@link #take} if the quota is used up. */
    public static final long NOTHING = -1;

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final int maxPerMinute;
    private long windowNanos;
    private int taken;
    private long leftOut;

    public LogQuota(int maxPerMinute) {
        this.maxPerMinute = maxPerMinute;
    }

    /**
     * @param nowNanos monotonic time
     * @return how many calls were omitted since the last allowed one, to be logged now; or {@link #NOTHING}
     */
    public synchronized long take(long nowNanos) {
        if (taken == 0 || nowNanos - windowNanos >= WINDOW_NANOS) {
            windowNanos = nowNanos;
            taken = 0;
        }
        if (taken >= maxPerMinute) {
            leftOut++;
            return NOTHING;
        }
        taken++;
        long missing = leftOut;
        leftOut = 0;
        return missing;
    }
}
