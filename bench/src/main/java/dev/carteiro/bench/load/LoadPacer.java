package dev.carteiro.bench.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something so many times a second. What comes late because the machine was busy is made up for, so that the load is the
 * same for whoever is measured. Used by one thread.
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
