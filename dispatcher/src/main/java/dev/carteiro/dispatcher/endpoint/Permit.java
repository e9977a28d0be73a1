package dev.carteiro.dispatcher.endpoint;

import java.time.Instant;

/** When the rate limit lets an attempt begin. */
public sealed interface Permit {
    /** Soon, or now: the attempt is to wait for this time in memory. */
    record At(Instant time) implements Permit {
    }

    /** Later than a record should wait in memory; nothing was taken. */
    record Deferred(Instant due) implements Permit {
    }
}
