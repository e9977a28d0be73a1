package dev.carteiro.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A wall clock and a monotonic clock that do not advance until a test moves them. Thread-safe.
 *
 * <p>
 * As on a real machine, they are two clocks: {@link #advance} moves both, {@link #stepWallClock} only the wall clock, as an operator
 * or a time server may at any moment.
 */
public final class ManualTime implements InstantSource {
    private final Instant start;
    private final AtomicLong elapsedNanos = new AtomicLong();
    private final AtomicLong wallStepNanos = new AtomicLong();

    private ManualTime(Instant start) {
        this.start = start;
    }

    public static ManualTime startingAt(Instant start) {
        return new ManualTime(start);
    }

    /** @param start in ISO 8601: {@code 2025-02-10T15:30:50Z} */
    public static ManualTime startingAt(String start) {
        return new ManualTime(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return start.plusNanos(elapsedNanos.get()).plusNanos(wallStepNanos.get());
    }

    /** Returns the counterpart of {@code System::nanoTime}: nanoseconds since the start, which never decrease. */
    public LongSupplier nanoClock() {
        return elapsedNanos::get;
    }

    /** @throws IllegalArgumentException if negative: monotonic time never decreases */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time cannot advance by " + by + ": use stepWallClock");
        }
        elapsedNanos.addAndGet(by.toNanos());
    }

    /** Moves the wall clock forward, or back if negative; the monotonic clock does not move. */
    public void stepWallClock(Duration by) {
        wallStepNanos.addAndGet(by.toNanos());
    }
}
