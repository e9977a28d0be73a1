package dev.carteiro.checker.history;

import dev.carteiro.checker.workload.WorkloadEvent;
import java.time.Instant;

/**
 * What the producer knows of one event. Immutable.
 *
 * @param at when its fate was known
 */
public record PublishedEvent(WorkloadEvent fact, PublishOutcome fate, Instant at) {
    /** How publishing went. */
    public enum PublishOutcome {
        /** Kafka has acknowledged it. */
        OK,
        /** Its transaction was aborted: nobody may ever see it. */
        FAILED,
        /** Kafka did not say; it may be there or not. */
        UNKNOWN
    }
}
