package dev.carteiro.checker.history;

import dev.carteiro.checker.workload.Fact;
import java.time.Instant;

/**
 * What the producer knows of one event. Immutable.
 *
 * @param at when its fate was known
 */
public record Published(Fact fact, Fate fate, Instant at) {
    /** How publishing went. */
    public enum Fate {
        /** Kafka has acknowledged it. */
        OK,
        /** Its transaction was aborted: nobody may ever see it. */
        FAILED,
        /** Kafka did not say; it may be there or not. */
        UNKNOWN
    }
}
