package dev.carteiro.dispatcher.endpoint;

import java.time.Instant;

/** The time at which the rate limit allows an attempt. Immutable. */
public sealed interface Permit {
    /** The attempt waits in memory until this time, which is soon or has passed. */
    record At(Instant time) implements Permit {
    }

    /** The time is too far ahead to wait in memory; no permit was taken. */
    record Deferred(Instant due) implements Permit {
    }
}
