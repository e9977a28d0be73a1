package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.outcome.Consequence;
import java.time.Instant;

/** The next step of an attempt, for a caller that decides itself how to wait. */
public sealed interface AttemptStep {
    /** No request follows. */
    record Known(Consequence consequence) implements AttemptStep {
    }

    /** The rate limit lets the attempt begin at this time, and no sooner. */
    record AwaitPermit(Instant until) implements AttemptStep {
    }

    /** A request follows now. */
    record Send(PendingAttempt pending) implements AttemptStep {
    }
}
