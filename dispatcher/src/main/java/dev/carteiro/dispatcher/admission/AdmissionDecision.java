package dev.carteiro.dispatcher.admission;

import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import java.time.Duration;
import java.time.Instant;

/** The decision on a delivery that is due. */
public sealed interface AdmissionDecision {
    /**
     * A request begins now, on a new virtual thread.
     *
     * @param isProbe whether it is the one that an open circuit breaker lets through
     */
    record Start(PoolKind pool, boolean isProbe) implements AdmissionDecision {
    }

    /**
     * It waits in memory for one of the endpoint's requests to end.
     *
     * @param isHeldBack whether the endpoint may have more requests, and gets them once the processors are free
     */
    record Queue(PoolKind pool, boolean isHeldBack) implements AdmissionDecision {
    }

    /** It stays at the head of its partition, and everything behind it waits, too. */
    sealed interface Wait extends AdmissionDecision {
    }

    /** It waits until the healthy endpoints' memory has room again. */
    record WaitForMemory() implements Wait {
    }

    /** It is looked at again after this time: the shortage is the lane's own and will soon be over. */
    record WaitFor(Duration length) implements Wait {
    }

    /**
     * It goes to a retry topic; no attempt is counted.
     *
     * @param until when there should be room
     * @param next the earliest time for the endpoint's next delivery that is deferred
     */
    record Defer(Instant until, Moved.MoveReason why, Instant next) implements AdmissionDecision {
    }
}
