package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;
import java.time.Instant;

/**
 * Hands out times at an even pace, each a little after the one before. A backlog that does not fit into memory gets one
 * time for each record and is moved once, instead of coming back all at once and being moved again. Guarded by its
 * endpoint's lock.
 */
final class ReservationClock {
    private Instant next = Instant.MIN;

    /**
     * @param earliest the first time that would do
     * @param spacing between this reservation and the next
     */
    Instant reserve(Instant earliest, Duration spacing) {
        Instant reserved = peek(earliest);
        next = reserved.plus(spacing);
        return reserved;
    }

    /** Forgets all reservations. */
    void reset() {
        next = Instant.MIN;
    }

    /** The time that {@link #reserve} would give, without taking it. */
    Instant peek(Instant earliest) {
        return next.isAfter(earliest) ? next : earliest;
    }
}
