package dev.carteiro.dispatcher.attempt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The clocks of a lane: wall time for what is written down, monotonic time for waiting, so that a clock that jumps
 * makes nobody wait longer, and the brokers' time as a witness. Safe for any thread.
 *
 * <p>Either clock may be wrong. What can be made up for (an attempt) goes by the wall clock. What cannot (a delivery given
 * up for its age, an endpoint disabled) needs both:
 *
 * <pre>
 *   wall     ------------------|now
 *   brokers  ---------|.. tolerance ..|          both have passed it: agreed() = now
 *   brokers  --|.. tolerance ..|                 the wall clock is ahead: agreed() = the brokers' + tolerance
 * </pre>
 *
 * @param wall for due and wake times, signatures and history
 * @param monotonic nanoseconds from an arbitrary origin
 * @param broker what brokers say
 */
public record LaneClock(InstantSource wall, LongSupplier monotonic, BrokerClock broker) {
    /** Clocks that differ by no more than this agree. */
    public static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Not compared with any broker yet. */
    public LaneClock(InstantSource wall, LongSupplier monotonic) {
        this(wall, monotonic, new BrokerClock());
    }

    /** The machine's clocks, not compared with any broker yet. */
    public static LaneClock system() {
        return new LaneClock(InstantSource.system(), System::nanoTime);
    }

    public Instant now() {
        return wall.instant();
    }

    public long nanos() {
        return monotonic.getAsLong();
    }

    /** The time that the wall clock and the brokers' have both reached; the distant past where the brokers' is unknown. */
    public Instant agreed() {
        return broker.time(nanos()).map(this::agreed).orElse(Instant.MIN);
    }

    /** As {@link #agreed}; the wall clock's time where the brokers' is unknown. */
    public Instant cautious() {
        return broker.time(nanos()).map(this::agreed).orElseGet(this::now);
    }

    private Instant agreed(Instant brokers) {
        Instant now = now();
        Instant latest = brokers.plus(TOLERANCE);
        return now.isAfter(latest) ? latest : now;
    }

    /**
     * How far the wall clock is ahead of the brokers', negative where it is behind; zero where the brokers' is unknown or
     * was seen too long ago.
     */
    public Duration ahead() {
        long nanos = nanos();
        return broker.isFresh(nanos)
                ? broker.time(nanos).map(time -> Duration.between(time, now())).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** Whether the wall clock and the brokers' differ by more than can be. */
    public boolean isInDoubt() {
        return ahead().abs().compareTo(TOLERANCE) > 0;
    }

    /** What is wrong with the clocks, in words; empty where they agree. */
    public Optional<String> problem() {
        Duration ahead = ahead();
        return ahead.abs().compareTo(TOLERANCE) <= 0
                ? Optional.empty()
                : Optional.of("this machine's clock is " + ahead.abs().toSeconds() + " s "
                        + (ahead.isNegative() ? "behind" : "ahead of")
                        + " the brokers', or has jumped together with theirs; set the one that is wrong");
    }

    /** For virtual threads only. Returns at once where the time has passed. */
    public void sleepUntil(Instant then) throws InterruptedException {
        Duration wait = Duration.between(now(), then);
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }
}
