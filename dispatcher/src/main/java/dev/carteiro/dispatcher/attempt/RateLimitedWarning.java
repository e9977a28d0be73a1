package dev.carteiro.dispatcher.attempt;

import dev.carteiro.runtime.logging.LogQuota;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A warning that may have a thousand causes a second and is written once a minute. Safe for any thread. */
public final class RateLimitedWarning {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedWarning.class);

    private final String what;
    private final LogQuota quota = new LogQuota(1);

    public RateLimitedWarning(String what) {
        this.what = what;
    }

    /** @return whether it was written */
    public boolean say(long nowNanos, @Nullable String why) {
        long missing = quota.take(nowNanos);
        if (missing == LogQuota.NOTHING) {
            return false;
        }
        LOG.warn("{} ({} times since this was last written): {}", what, missing + 1, why);
        return true;
    }
}
