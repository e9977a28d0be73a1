package dev.carteiro.dispatcher.attempt;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A warning that may have a thousand causes a second and is written once a minute. Safe for any thread. */
public final class Notice {
    private static final Logger LOG = LoggerFactory.getLogger(Notice.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final long NEVER = Long.MIN_VALUE;

    private final String what;
    private final AtomicLong lastNanos = new AtomicLong(NEVER);
    private final AtomicLong times = new AtomicLong();

    public Notice(String what) {
        this.what = what;
    }

    /** @return whether it was written */
    public boolean say(long nowNanos, @Nullable String why) {
        long count = times.incrementAndGet();
        long last = lastNanos.get();
        boolean isTime = last == NEVER || nowNanos - last >= EVERY.toNanos();
        if (!isTime || !lastNanos.compareAndSet(last, nowNanos)) {
            return false;
        }
        LOG.warn("{} ({} times so far): {}", what, count, why);
        return true;
    }
}
