package dev.carteiro.router.applied;

import java.time.Duration;

/**
 * How far the index has followed the applied topic. Safe for any thread: the global thread moves it, and threads that need
 * to know as much as another router did wait for it.
 */
public final class AppliedPosition {
    private long offset = -1;

    /** The record at that offset is in the index. */
    synchronized void reached(long newOffset) {
        offset = Math.max(offset, newOffset);
        notifyAll();
    }

    /** Returns the offset of the last record that is in the index; -1 if there is none. */
    public synchronized long current() {
        return offset;
    }

    /** Waits until the record at that offset is in the index; returns whether it came in time. */
    public synchronized boolean await(long wanted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (offset < wanted) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
