package dev.carteiro.dispatcher.endpoint;

import java.time.Instant;

/** Where an endpoint puts a record that arrives for it. */
public sealed interface Admission {
    /** A request may begin now, on a new virtual thread. */
    record Start() implements Admission {
    }

    /** It waits in memory for one of the endpoint's requests to end. */
    record Queued() implements Admission {
    }

    /** It is to be offered again in a moment: the endpoint is well and quick, and it is this lane that is behind. */
    record LaneBusy() implements Admission {
    }

    /**
     * It finds no room in memory and steps aside into the retry topics; no attempt is counted.
     *
     * @param due when there should be room
     */
    record Deferred(Instant due) implements Admission {
    }
}
