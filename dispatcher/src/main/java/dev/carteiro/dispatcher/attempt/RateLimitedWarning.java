package dev.carteiro.dispatcher.attempt;

import dev.carteiro.runtime.logging.LogQuota;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A warning that is logged at most once a minute, however often its cause occurs. Safe for any thread. */
public final class RateLimitedWarning {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedWarning.class);

    private final String what;
    private final LogQuota quota = new LogQuota(1);

    public RateLimitedWarning(String what) {
        this.what = what;
    }

    /**
     * Logs the warning unless it was logged within the last minute.
     *
     * @return true if it was logged
     */
    public boolean say(long nowNanos, @Nullable String why) {
        long missing = quota.take(nowNanos);
        if (missing == LogQuota.NOTHING) {
            return false;
        }
        LOG.warn("{} ({} times since the last such line): {}", what, missing + 1, why);
        return true;
    }
}
