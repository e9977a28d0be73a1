package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;

/**
 * Estimates the health of an endpoint from the results of its last attempts and from the time since the last result.
 * Guarded by its endpoint's lock.
 *
 * <p>In a process that has just started or was suspended, every endpoint looks slow and seems to hang. The thresholds
 * are therefore higher while the processors are behind with the work that the lane started, and shortly after.
 */
final class HealthEstimate {
    /** An endpoint whose last success is at most this old is healthy. */
    private static final Duration RECENT_SUCCESS = Duration.ofSeconds(30);

    /** The least time without a result after which the requests in flight count as stalled. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(1);

    /** An endpoint without a result counts as healthy for this long. */
    private static final Duration NEW_FOR = Duration.ofSeconds(1);

    /** Replaces both while the processors are busy. */
    private static final Duration STALLED_OR_NEW_WHILE_BUSY = Duration.ofSeconds(5);

    /**
     * The longest average attempt for which a busy lane stalls a partition; records of slower endpoints are deferred.
     */
    private static final Duration MAX_FAST_ATTEMPT = Duration.ofMillis(250);

    /** The least time of a slow pace before the endpoint is blamed for it and not this process. */
    private static final Duration MIN_TIME_SLOW = Duration.ofSeconds(10);

    private final Pace pace;
    private final long createdNanos;
    private long progressNanos;

    /** Creates the estimate for a new endpoint; only reads its pace. */
    HealthEstimate(Pace pace, long nowNanos) {
        this.pace = pace;
        createdNanos = nowNanos;
    }

    /** Records that an attempt has ended, or that the first of several has started. */
    void progress(long nowNanos) {
        progressNanos = nowNanos;
    }

    /** Returns the time since the last progress, in nanoseconds. */
    long quiet(long nowNanos) {
        return nowNanos - progressNanos;
    }

    /** Returns true if the last attempt succeeded within 30 s. */
    boolean isSucceeding(long nowNanos) {
        return pace.isSuccessful(RECENT_SUCCESS, nowNanos);
    }

    /**
     * Returns true if the last attempt succeeded, or the endpoint is so new that none can have ended, and the requests
     * in flight do not all hang.
     *
     * @param isUnderWay true if requests are in flight
     * @param wasBusy true if the processors were recently behind
     */
    boolean isWell(long nowNanos, boolean isUnderWay, boolean wasBusy) {
        if (pace.isUnknown()) {
            return nowNanos - createdNanos <= (wasBusy ? STALLED_OR_NEW_WHILE_BUSY : NEW_FOR).toNanos();
        }
        return isSucceeding(nowNanos) && !(isUnderWay && hasStalled(nowNanos, wasBusy));
    }

    /** Returns true if the endpoint has been slow for so long that this process cannot be the cause. */
    boolean isSlow(long nowNanos) {
        return pace.times(1) > MAX_FAST_ATTEMPT.toNanos()
                && pace.steadyFor(nowNanos).compareTo(MIN_TIME_SLOW) >= 0;
    }

    /** Returns true if there was no result for eight times the usual time. */
    private boolean hasStalled(long nowNanos, boolean wasBusy) {
        Duration least = wasBusy ? STALLED_OR_NEW_WHILE_BUSY : STALLED_AFTER;
        return quiet(nowNanos) > Math.max(least.toNanos(), pace.times(8));
    }
}
