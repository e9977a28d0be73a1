package dev.carteiro.schemas.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a delivery has come. Immutable.
 *
 * @param attempts requests made so far, over all rounds
 * @param firstAttempt when the first one began
 * @param lastAttempt when the last one began
 * @param due when to try next; {@code null} for at once
 * @param wake when to look at the record again, at most {@link #due}; {@code null} outside the retry topics
 * @param held how long it stood still for a paused subscription, which does not count against its age
 * @param heldSince since when it lies in the held topic; {@code null} elsewhere. Not yet part of {@link #held}
 * @param released whether it came out of the held topic, and so is ahead of what is held behind it
 * @param round which run through the retry schedule this is
 */
public record DeliveryProgress(int attempts, @Nullable Instant firstAttempt, @Nullable Instant lastAttempt,
        @Nullable Instant due, @Nullable Instant wake, Duration held, @Nullable Instant heldSince, boolean released,
        Round round) {
    public static final DeliveryProgress NONE = new DeliveryProgress(0, null, null, null, null, Duration.ZERO);

    /**
     * A run through the retry schedule; a redrive of its dead letter gives a delivery a new one.
     *
     * @param attemptsBefore attempts that were made in earlier rounds
     * @param began since when its age counts; {@code null} for its match
     */
    public record Round(int attemptsBefore, @Nullable Instant began) {
        public static final Round FIRST = new Round(0, null);
    }

    /** In the first round and not held. */
    public DeliveryProgress(int attempts, @Nullable Instant firstAttempt, @Nullable Instant lastAttempt, @Nullable Instant due,
            @Nullable Instant wake, Duration held) {
        this(attempts, firstAttempt, lastAttempt, due, wake, held, null, false, Round.FIRST);
    }

    /** Where it is in the retry schedule. */
    public int attemptsInRound() {
        return Math.max(0, attempts - round.attemptsBefore());
    }

    /** After one more attempt. */
    public DeliveryProgress attempted(Instant at) {
        return new DeliveryProgress(attempts + 1, firstAttempt == null ? at : firstAttempt, at, null, null, held, null,
                released, round);
    }

    /** To be tried at {@code due} and looked at at {@code wake}. */
    public DeliveryProgress waiting(Instant newDue, Instant newWake) {
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, newDue, newWake, held, null, released, round);
    }

    /** Lying in the held topic from now on. */
    public DeliveryProgress held(Instant now) {
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, null, null, held, now, false, round);
    }

    /** Out of the held topic: the time it lay there is added up. A clock that went back adds none. */
    public DeliveryProgress released(Instant now) {
        Duration stay = heldSince == null || heldSince.isAfter(now) ? Duration.ZERO : Duration.between(heldSince, now);
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, null, null, held.plus(stay), null, true, round);
    }

    /** A new round with a fresh schedule and a fresh age. The attempts are numbered on. */
    public DeliveryProgress redriven(Instant now) {
        return new DeliveryProgress(attempts, firstAttempt, lastAttempt, null, null, Duration.ZERO, null, false,
                new Round(attempts, now));
    }
}
