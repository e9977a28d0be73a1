package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;
import java.time.Instant;

/**
 * Reserves times at an even pace. Guarded by its endpoint's lock.
 *
 * <p>Each record of a backlog that does not fit into memory gets its own time. So the backlog is moved once; with one
 * time for all, most of it would be moved again.
 */
final class ReservationClock {
    private Instant next = Instant.MIN;

    /**
     * Reserves the next free time.
     *
     * @param earliest the earliest acceptable time
     * @param spacing the distance from this reservation to the next
     */
    Instant reserve(Instant earliest, Duration spacing) {
        Instant reserved = peek(earliest);
        next = reserved.plus(spacing);
        return reserved;
    }

    /** Discards all reservations. */
    void reset() {
        next = Instant.MIN;
    }

    /** Returns the time that {@link #reserve} would return, without reserving it. */
    Instant peek(Instant earliest) {
        return next.isAfter(earliest) ? next : earliest;
    }
}
