package dev.carteiro.runtime.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The meters as text, rendered at most ten times a second for any number of requests. Safe for any thread.
 *
 * <p>With thousands of series, one rendering takes as long as many other requests together.
 */
final class SharedScrape {
    private static final Duration MAX_AGE = Duration.ofMillis(100);

    private final Supplier<String> meters;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] text = {};
    private long renderedNanos;

    SharedScrape(Supplier<String> meters, LongSupplier nanoClock) {
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    /** Returns a text that is at most 100 ms old; callers must not change it. */
    byte[] text() {
        lock.lock();
        try {
            if (text.length == 0 || nanoClock.getAsLong() - renderedNanos >= MAX_AGE.toNanos()) {
                text = meters.get().getBytes(StandardCharsets.UTF_8);
                renderedNanos = nanoClock.getAsLong();
            }
            return text;
        } finally {
            lock.unlock();
        }
    }
}
