package dev.carteiro.router.applied;

import java.time.Duration;

/**
 * Position up to which the index has read the applied topic. Thread-safe: the global thread advances it, and other
 * threads wait until it has reached the position of another router.
 */
public final class AppliedPosition {
    private long offset = -1;

    /** Records that the index contains the record at this offset. */
    synchronized void advanceTo(long newOffset) {
        offset = Math.max(offset, newOffset);
        notifyAll();
    }

    /** Returns the offset of the last record in the index; -1 if there is none. */
    public synchronized long current() {
        return offset;
    }

    /** Waits until the index contains the record at this offset; returns whether that happened within the timeout. */
    public synchronized boolean await(long target, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (offset < target) {
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
