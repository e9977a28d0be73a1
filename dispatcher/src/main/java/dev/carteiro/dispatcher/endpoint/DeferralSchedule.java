package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a record that an endpoint has no room for should come back: each at a time of its own, at the endpoint's pace, at
 * its rate limit's, or behind its breaker. Guarded by its endpoint's lock.
 */
final class DeferralSchedule {
    /** Shorter than the shortest retry tier: what waits longer is better off there. */
    static final Duration WORTH_WAITING = Duration.ofSeconds(4);

    /** How far ahead an endpoint's pace is worth believing in: it may have recovered long before. */
    private static final Duration FURTHEST_GUESS = Duration.ofMinutes(10);
    private static final Duration NEAREST_GUESS = Duration.ofSeconds(10);

    /**
     * A pace that was seen for a second says something of ten. The first attempts of a process are slow whoever answers, and
     * so is what was under way while a process stood still: neither says anything of ten minutes.
     */
    private static final int WORTH_OF_KNOWING = 10;

    private final Pace pace;
    private final CircuitBreaker breaker;
    private final ReservationClock times = new ReservationClock();

    /** When the last attempt that the rate limit let through began, or begins; never further ahead than is worth waiting. */
    private Instant lastPermit = Instant.MIN;

    /** The limit that was last asked for: it may change with each version of the subscription. */
    private @Nullable RateLimit lastLimit;

    /** Reads both, and changes neither. */
    DeferralSchedule(Pace pace, CircuitBreaker breaker) {
        this.pace = pace;
        this.breaker = breaker;
    }

    /**
     * When there should be room. Further ahead than is worth believing, the reservations begin anew, on top of each other.
     *
     * @param atOnce how many attempts the endpoint gets through at the same time
     */
    Instant roomAt(Instant now, long nowNanos, int atOnce) {
        long known = pace.steadyFor(nowNanos).toNanos();
        Duration furthest = Duration.ofNanos(Math.clamp(known * WORTH_OF_KNOWING, NEAREST_GUESS.toNanos(),
                FURTHEST_GUESS.toNanos()));
        return reserve(now.plus(WORTH_WAITING), now.plus(furthest), pace.spacing(atOnce));
    }

    /** Behind the next probe of a breaker that is open. */
    Instant afterBreaker(Instant now, long nowNanos, int atOnce) {
        Duration aside = breaker.stepAside(FURTHEST_GUESS, nowNanos);
        Duration least = aside.compareTo(WORTH_WAITING) > 0 ? aside : WORTH_WAITING;
        return reserve(now.plus(least), now.plus(least).plus(FURTHEST_GUESS), pace.spacing(atOnce));
    }

    /** Behind all permits that have been taken. */
    Instant afterRateLimit(RateLimit limit, Instant now) {
        return times.reserve(nextPermit(limit, now), limit.spacing());
    }

    /** Whether the next permit is too far away to be waited for in memory. */
    boolean isUsedUp(RateLimit limit, Instant now) {
        if (!limit.equals(lastLimit)) {
            if (lastLimit != null) {
                times.reset(); // what was deferred under another limit says nothing about this one
            }
            lastLimit = limit;
        }
        if (isAheadOfTheClock(now)) {
            lastPermit = Instant.MIN;
            times.reset();
        }
        return nextPermit(limit, now).isAfter(now.plus(WORTH_WAITING));
    }

    /** @return when its attempt may begin */
    Instant takePermit(RateLimit limit, Instant now) {
        lastPermit = nextPermit(limit, now);
        return lastPermit;
    }

    /** Whether the rate limit has still to keep attempts back because of the last one: for an hour at most. */
    boolean remembersPermit(Instant now) {
        return lastLimit != null && !isAheadOfTheClock(now) && nextPermit(lastLimit, now).isAfter(now);
    }

    private Instant nextPermit(RateLimit limit, Instant now) {
        Instant next = lastPermit.equals(Instant.MIN) ? now : lastPermit.plus(limit.spacing());
        return next.isAfter(now) ? next : now;
    }

    /** Further ahead than a permit can have been taken: the wall clock was set back. */
    private boolean isAheadOfTheClock(Instant now) {
        return lastPermit.isAfter(now.plus(WORTH_WAITING));
    }

    /** How long the record waits that was deferred furthest; not positive where none does. */
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
