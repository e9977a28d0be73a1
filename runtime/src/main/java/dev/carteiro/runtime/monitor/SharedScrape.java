package dev.carteiro.runtime.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The meters as text, rendered ten times a second at most, however many ask. Safe for any thread.
 *
 * <p>With thousands of series a rendering takes as long as many other requests together.
 */
final class SharedScrape {
    private static final Duration FRESH = Duration.ofMillis(100);

    private final Supplier<String> meters;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] text = {};
    private long renderedNanos;

    SharedScrape(Supplier<String> meters, LongSupplier nanoClock) {
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    /** The text as it was rendered last, at most a tenth of a second ago; not to be changed. */
    byte[] text() {
        lock.lock();
        try {
            if (text.length == 0 || nanoClock.getAsLong() - renderedNanos >= FRESH.toNanos()) {
                text = meters.get().getBytes(StandardCharsets.UTF_8);
                renderedNanos = nanoClock.getAsLong();
            }
            return text;
        } finally {
            lock.unlock();
        }
    }
}
