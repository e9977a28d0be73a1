package dev.carteiro.bench.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs an action a fixed number of times per second. Delayed runs are caught up on, so that every measured program gets the same
 * load. Used by one thread.
 */
public final class LoadPacer {
    private final double perSecond;

    public LoadPacer(double perSecond) {
        this.perSecond = perSecond;
    }

    /** Returns when the time is over. */
    public void run(Duration length, Runnable one) {
        long began = System.nanoTime();
        double total = perSecond * length.toNanos() / 1e9;
        for (long i = 0; i < total; i++) {
            long due = began + (long) (i / perSecond * 1e9);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            one.run();
        }
    }
}
