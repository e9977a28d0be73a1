package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;

/**
 * Whether an endpoint seems well: by how its last attempts ended, and by how long nothing has come back of those under way.
 * Guarded by its endpoint's lock.
 *
 * <p>In a process that is cold, or stood still, everyone looks slow and seems to hang. So while the processors are behind with
 * what the lane started, and for a moment longer, it takes more to be taken for either.
 */
final class HealthEstimate {
    /** An endpoint that has succeeded within this time may fill its part of the lane. */
    private static final Duration RECENT = Duration.ofSeconds(30);

    /** A request that takes longer is slow, whatever the endpoint's pace has been. */
    private static final Duration STALLED = Duration.ofSeconds(1);

    /** Until then nothing can be known of a new one. */
    private static final Duration NEW = Duration.ofSeconds(1);

    /** In the place of both while the processors are busy. */
    private static final Duration STALLED_OR_NEW_WHILE_BUSY = Duration.ofSeconds(5);

    /** Worth holding up a partition for while the lane is what is slow; slower ones step aside whoever's fault it is. */
    private static final Duration QUICK = Duration.ofMillis(250);

    /** Before that it may as well be this process that is slow. */
    private static final Duration SLOW_FOR = Duration.ofSeconds(10);

    private final Pace pace;
    private final long createdNanos;
    private long progressNanos;

    /** Reads the pace, and does not change it. */
    HealthEstimate(Pace pace, long nowNanos) {
        this.pace = pace;
        createdNanos = nowNanos;
    }

    /** Something has come back; or nothing was under way, and now something is. */
    void progress(long nowNanos) {
        progressNanos = nowNanos;
    }

    /** How long nothing has come back, in nanoseconds. */
    long quiet(long nowNanos) {
        return nowNanos - progressNanos;
    }

    /** Whether the last attempt succeeded, not long ago. */
    boolean isSucceeding(long nowNanos) {
        return pace.isSuccessful(RECENT, nowNanos);
    }

    /**
     * Whether the last attempt succeeded, or it is so new that none can have ended; and what is under way does not all hang.
     *
     * @param isUnderWay whether anything is that can come back
     * @param wasBusy whether the processors have lately been behind
     */
    boolean isWell(long nowNanos, boolean isUnderWay, boolean wasBusy) {
        if (pace.isUnknown()) {
            return nowNanos - createdNanos <= (wasBusy ? STALLED_OR_NEW_WHILE_BUSY : NEW).toNanos();
        }
        return isSucceeding(nowNanos) && !(isUnderWay && hasStalled(nowNanos, wasBusy));
    }

    /** Whether it has been slow for so long that it is not because of us. */
    boolean isSlow(long nowNanos) {
        return pace.times(1) > QUICK.toNanos() && pace.steadyFor(nowNanos).compareTo(SLOW_FOR) >= 0;
    }

    /** Nothing comes back, for far longer than usual. */
    private boolean hasStalled(long nowNanos, boolean wasBusy) {
        Duration least = wasBusy ? STALLED_OR_NEW_WHILE_BUSY : STALLED;
        return quiet(nowNanos) > Math.max(least.toNanos(), pace.times(8));
    }
}
