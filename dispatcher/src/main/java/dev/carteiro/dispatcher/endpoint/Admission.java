package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import java.time.Instant;

/** The decision of an endpoint about a record that arrives for it. Immutable. */
public sealed interface Admission {
    /** The request may start now, on a new virtual thread. */
    record Start() implements Admission {
    }

    /** The record waits in memory until one of the endpoint's requests ends. */
    record Queued() implements Admission {
    }

    /** The record is offered again soon: the endpoint is healthy and fast, and this lane is behind. */
    record LaneBusy() implements Admission {
    }

    /**
     * The record moves to a retry topic, and no attempt is counted: there is no room for it in memory, or the circuit
     * breaker or the rate limit keeps it back.
     *
     * @param due the time at which the endpoint should have room
     */
    record Deferred(Instant due, Moved.MoveReason why) implements Admission {
    }
}
