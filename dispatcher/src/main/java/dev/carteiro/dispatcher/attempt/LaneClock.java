package dev.carteiro.dispatcher.attempt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of a lane: wall time for what is written down, monotonic time for waiting, so that a clock that jumps
 * makes nobody wait longer. Immutable.
 *
 * @param wall for due and wake times, signatures and history
 * @param monotonic nanoseconds from an arbitrary origin
 */
public record LaneClock(InstantSource wall, LongSupplier monotonic) {
    public static final LaneClock SYSTEM = new LaneClock(InstantSource.system(), System::nanoTime);

    public Instant now() {
        return wall.instant();
    }

    public long nanos() {
        return monotonic.getAsLong();
    }

    /** For virtual threads only. Returns at once where the time has passed. */
    public void sleepUntil(Instant then) throws InterruptedException {
        Duration wait = Duration.between(now(), then);
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }
}
