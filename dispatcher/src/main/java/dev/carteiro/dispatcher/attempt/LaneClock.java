package dev.carteiro.dispatcher.attempt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The clocks of a lane: wall time for records, monotonic time for waiting, and the brokers' time for comparison. Safe
 * for any thread.
 *
 * <p>Waiting uses monotonic time so that a clock that jumps prolongs no wait. Wall clock and brokers' clock may both be
 * wrong. Reversible steps (an attempt) use the wall clock. Irreversible ones (giving a delivery up for its age,
 * disabling an endpoint) need both:
 *
 * <pre>
 *   wall     ------------------|now
 *   brokers  ---------|.. tolerance ..|          both have passed it: agreed() = now
 *   brokers  --|.. tolerance ..|                 the wall clock is ahead: agreed() = the brokers' + tolerance
 * </pre>
 *
 * @param wall the clock for due and wake times, signatures and history
 * @param monotonic nanoseconds from an arbitrary origin
 * @param broker the brokers' time
 */
public record LaneClock(InstantSource wall, LongSupplier monotonic, BrokerClock broker) {
    /** The largest difference at which two clocks count as equal. */
    public static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Creates a clock that has not been compared with a broker. */
    public LaneClock(InstantSource wall, LongSupplier monotonic) {
        this(wall, monotonic, new BrokerClock());
    }

    /** Returns the machine's clocks, not yet compared with a broker. */
    public static LaneClock system() {
        return new LaneClock(InstantSource.system(), System::nanoTime);
    }

    public Instant now() {
        return wall.instant();
    }

    public long nanos() {
        return monotonic.getAsLong();
    }

    /**
     * Returns the time that wall clock and brokers have both reached; {@link Instant#MIN} if the brokers' is unknown.
     */
    public Instant agreed() {
        return broker.time(nanos()).map(this::agreed).orElse(Instant.MIN);
    }

    /** Returns {@link #agreed}, or the wall clock's time if the brokers' is unknown. */
    public Instant cautious() {
        return broker.time(nanos()).map(this::agreed).orElseGet(this::now);
    }

    private Instant agreed(Instant brokers) {
        Instant now = now();
        Instant latest = brokers.plus(TOLERANCE);
        return now.isAfter(latest) ? latest : now;
    }

    /**
     * Returns how far the wall clock is ahead of the brokers', negative if it is behind; zero if the brokers' time is
     * unknown or the last sample is too old.
     */
    public Duration ahead() {
        long nanos = nanos();
        return broker.isFresh(nanos)
                ? broker.time(nanos).map(time -> Duration.between(time, now())).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** Returns true if wall clock and brokers differ by more than {@link #TOLERANCE}. */
    public boolean isInDoubt() {
        return ahead().abs().compareTo(TOLERANCE) > 0;
    }

    /** Describes the difference between the clocks for the operator; empty if they agree. */
    public Optional<String> problem() {
        Duration ahead = ahead();
        return ahead.abs().compareTo(TOLERANCE) <= 0
                ? Optional.empty()
                : Optional.of("this machine's clock is " + ahead.abs().toSeconds() + " s "
                        + (ahead.isNegative() ? "behind" : "ahead of")
                        + " the brokers', or has jumped together with theirs; set the one that is wrong");
    }

    /** Sleeps until the given time, or returns at once if it has passed. For virtual threads only. */
    public void sleepUntil(Instant then) throws InterruptedException {
        Duration wait = Duration.between(now(), then);
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }
}
