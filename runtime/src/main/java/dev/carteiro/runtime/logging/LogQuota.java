package dev.carteiro.runtime.logging;

import java.time.Duration;

/**
 * How many times a minute something may be said, however often there is reason to. Safe for any thread.
 *
 * <pre>
 *   reasons    x x x x    x x             x
 *   said (2)   1 2 - -    - -             1, and 4 were left out
 *              |--- a minute from there ---|
 * </pre>
 */
public final class LogQuota {
    /** What {@link #take} answers where nothing may be said. */
    public static final long NOTHING = -1;

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final int most;
    private long windowNanos;
    private int taken;
    private long leftOut;

    public LogQuota(int most) {
        this.most = most;
    }

    /**
     * @param nowNanos monotonic time
     * @return how many times were left out since it was last said, to be mentioned now; or {@link #NOTHING}
     */
    public synchronized long take(long nowNanos) {
        if (taken == 0 || nowNanos - windowNanos >= WINDOW_NANOS) {
            windowNanos = nowNanos;
            taken = 0;
        }
        if (taken >= most) {
            leftOut++;
            return NOTHING;
        }
        taken++;
        long missing = leftOut;
        leftOut = 0;
        return missing;
    }
}
