package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The due times of records that an endpoint has no room for. Each record gets its own time: at the endpoint's pace, at
 * the pace of its rate limit, or after its circuit breaker's next probe. Guarded by its endpoint's lock.
 */
final class DeferralSchedule {
    /** The longest wait in memory. It is shorter than the shortest retry tier, where longer waits belong. */
    static final Duration WORTH_WAITING = Duration.ofSeconds(4);

    /** Bounds of the time for which an endpoint's pace is extrapolated: a slow endpoint may recover long before. */
    private static final Duration MAX_FORECAST = Duration.ofMinutes(10);
    private static final Duration MIN_FORECAST = Duration.ofSeconds(10);

    /**
     * A pace that was steady for one second is extrapolated for ten. The first attempts of a process, and those in
     * flight while it was suspended, are slow for reasons of its own and must not determine the next ten minutes.
     */
    private static final int FORECAST_FACTOR = 10;

    private final Pace pace;
    private final CircuitBreaker breaker;
    private final ReservationClock times = new ReservationClock();

    /** The start of the last attempt that the rate limit allowed; at most {@link #WORTH_WAITING} ahead. */
    private Instant lastPermit = Instant.MIN;

    /** The limit of the last call: it may change with each version of the subscription. */
    private @Nullable RateLimit lastLimit;

    /** Creates the due times of an endpoint; only reads its pace and breaker. */
    DeferralSchedule(Pace pace, CircuitBreaker breaker) {
        this.pace = pace;
        this.breaker = breaker;
    }

    /**
     * Returns the time at which there should be room. Reservations beyond the forecast are discarded, and start again
     * from the earliest time.
     *
     * @param atOnce the number of concurrent attempts
     */
    Instant roomAt(Instant now, long nowNanos, int atOnce) {
        long known = pace.steadyFor(nowNanos).toNanos();
        Duration furthest = Duration.ofNanos(Math.clamp(known * FORECAST_FACTOR, MIN_FORECAST.toNanos(),
                MAX_FORECAST.toNanos()));
        return reserve(now.plus(WORTH_WAITING), now.plus(furthest), pace.spacing(atOnce));
    }

    /** Returns a time after the next probe of an open breaker. */
    Instant afterBreaker(Instant now, long nowNanos, int atOnce) {
        Duration delay = breaker.deferralDelay(MAX_FORECAST, nowNanos);
        Duration least = delay.compareTo(WORTH_WAITING) > 0 ? delay : WORTH_WAITING;
        return reserve(now.plus(least), now.plus(least).plus(MAX_FORECAST), pace.spacing(atOnce));
    }

    /** Returns a time after all permits that have been taken. */
    Instant afterRateLimit(RateLimit limit, Instant now) {
        return times.reserve(nextPermit(limit, now), limit.spacing());
    }

    /** Returns true if the next permit is too far ahead to wait for it in memory. */
    boolean isUsedUp(RateLimit limit, Instant now) {
        if (!limit.equals(lastLimit)) {
            if (lastLimit != null) {
                times.reset(); // times that were reserved under another limit do not apply to this one
            }
            lastLimit = limit;
        }
        if (isAheadOfTheClock(now)) {
            lastPermit = Instant.MIN;
            times.reset();
        }
        return nextPermit(limit, now).isAfter(now.plus(WORTH_WAITING));
    }

    /** Takes the next permit and returns the time at which its attempt may start. */
    Instant takePermit(RateLimit limit, Instant now) {
        lastPermit = nextPermit(limit, now);
        return lastPermit;
    }

    /** Returns true while the last permit still delays the next one, which is at most an hour. */
    boolean remembersPermit(Instant now) {
        return lastLimit != null && !isAheadOfTheClock(now) && nextPermit(lastLimit, now).isAfter(now);
    }

    private Instant nextPermit(RateLimit limit, Instant now) {
        Instant next = lastPermit.equals(Instant.MIN) ? now : lastPermit.plus(limit.spacing());
        return next.isAfter(now) ? next : now;
    }

    /** Returns true if the last permit is further ahead than possible: the wall clock was set back. */
    private boolean isAheadOfTheClock(Instant now) {
        return lastPermit.isAfter(now.plus(WORTH_WAITING));
    }

    /** Returns the wait of the record that was deferred furthest; zero or negative if none waits. */
    Duration reservedAhead(Instant now) {
        return Duration.between(now, times.peek(now));
    }

    private Instant reserve(Instant earliest, Instant furthest, Duration spacing) {
        if (times.peek(earliest).isAfter(furthest)) {
            times.reset();
        }
        return times.reserve(earliest, spacing);
    }
}
