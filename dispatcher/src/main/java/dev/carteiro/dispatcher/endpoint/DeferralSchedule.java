package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.admission.AdmissionDecision.Defer;
import dev.carteiro.dispatcher.admission.AdmissionTuning;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times that an endpoint has given away: to records that were deferred, each at a time of its own, and to attempts that
 * the rate limit has let through. Guarded by its endpoint's lock.
 */
final class DeferralSchedule {
    /** Further ahead no permit can have been taken: its record would have been deferred. */
    private final Duration furthestPermit;

    /** The earliest time for the next record that is deferred. */
    private Instant nextReservation = Instant.MIN;

    /** The time at which the last attempt that the rate limit permitted began, or begins. */
    private Instant lastPermit = Instant.MIN;

    /** The limit that was last applied: it may change with each version of the subscription. */
    private @Nullable RateLimit lastLimit;

    DeferralSchedule(AdmissionTuning.DeferralTuning tuning) {
        furthestPermit = tuning.maxWaitInMemory();
    }

    /** Forgets what was deferred under another limit, and everything if the wall clock was set back. */
    void apply(RateLimit limit, Instant now) {
        if (!limit.equals(lastLimit)) {
            if (lastLimit != null) {
                nextReservation = Instant.MIN;
            }
            lastLimit = limit;
        }
        if (isAheadOfTheClock(now)) {
            lastPermit = Instant.MIN;
            nextReservation = Instant.MIN;
        }
    }

    void reserve(Defer defer) {
        nextReservation = defer.next();
    }

    Instant nextReservation() {
        return nextReservation;
    }

    /** Returns the earliest time for another attempt; in the distant past where none is. */
    Instant nextPermit() {
        return lastLimit == null || lastPermit.equals(Instant.MIN)
                ? Instant.MIN
                : lastPermit.plus(lastLimit.spacing());
    }

    /** Returns when the attempt may begin. */
    Instant takePermit(Instant now) {
        Instant next = nextPermit();
        lastPermit = next.isAfter(now) ? next : now;
        return lastPermit;
    }

    /** Returns true while the last permit still delays the next one, which is at most an hour. */
    boolean remembersPermit(Instant now) {
        return !isAheadOfTheClock(now) && nextPermit().isAfter(now);
    }

    private boolean isAheadOfTheClock(Instant now) {
        return lastPermit.isAfter(now.plus(furthestPermit));
    }

    /** Returns the wait of the record that was deferred furthest; zero or negative if none waits. */
    Duration reservedAhead(Instant now) {
        return nextReservation.isAfter(now) ? Duration.between(now, nextReservation) : Duration.ZERO;
    }
}
