package dev.carteiro.schemas.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a delivery: its attempts and waiting times. Immutable.
 *
 * @param attempts number of attempts so far, over all rounds
 * @param firstAttempt start of the first attempt
 * @param lastAttempt start of the last attempt
 * @param due time of the next attempt; {@code null} for immediately
 * @param wake time at which to check the record again, at most {@link #due}; {@code null} outside the retry topics
 * @param held total time for which the delivery was held for a paused subscription; it does not count towards its age
 * @param heldSince time at which it entered the held topic, {@code null} outside of it; not yet part of {@link #held}
 * @param released whether it left the held topic, and so precedes the deliveries that are still held
 * @param round current run through the retry schedule
 */
public record DeliveryProgress(int attempts, @Nullable Instant firstAttempt, @Nullable Instant lastAttempt,
        @Nullable Instant due, @Nullable Instant wake, Duration held, @Nullable Instant heldSince, boolean released,
        Round round) {
    public static final DeliveryProgress NONE = new DeliveryProgress(0, null, null, null, null, Duration.ZERO);

    /**
     * A run through the retry schedule. The redrive of a dead letter begins a new round.
     *
     * @param attemptsBefore number of attempts in earlier rounds
     * @param began time from which the delivery's age counts; {@code null} for the time of the match
     */
    public record Round(int attemptsBefore, @Nullable Instant began) {
        public static final Round FIRST = new Round(0, null);
    }

    /** Creates the progress of a delivery that is in its first round and not held. */
    public DeliveryProgress(int attempts, @Nullable Instant firstAttempt, @Nullable Instant lastAttempt,
            @Nullable Instant due,
            @Nullable Instant wake, Duration held) {
        this(attempts, firstAttempt, lastAttempt, due, wake, held, null, false, Round.FIRST);
    }

    /** Returns the number of attempts in the current round, which is the position in the retry schedule. */
    public int attemptsInRound() {
        return Math.max(0, attempts - round.attemptsBefore());
    }

    /** Returns the progress after one more attempt. */
    public DeliveryProgress attempted(Instant at) {
        return new DeliveryProgress(attempts + 1, firstAttempt == null ? at : firstAttempt, at, null, null, held, null,
                released, round);
    }

    /** Returns the progress of a delivery that waits for {@code newDue} and is checked at {@code newWake}. */
    public DeliveryProgress waiting(Instant newDue, Instant newWake) {
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, newDue, newWake, held, null, released, round);
    }

    /** Returns the progress of a delivery that enters the held topic. */
    public DeliveryProgress held(Instant now) {
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, null, null, held, now, false, round);
    }

    /**
     * Returns the progress of a delivery that leaves the held topic, with the time spent there added. A clock that went
     * back adds nothing.
     */
    public DeliveryProgress released(Instant now) {
        Duration stay = heldSince == null || heldSince.isAfter(now) ? Duration.ZERO : Duration.between(heldSince, now);
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, null, null, held.plus(stay), null, true,
                round);
    }

    /**
     * Returns the progress at the start of a new round: schedule and age begin again, the numbering of attempts
     * continues.
     */
    public DeliveryProgress redriven(Instant now) {
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, null, null, Duration.ZERO, null, false,
                new Round(attempts, now));
    }
}
