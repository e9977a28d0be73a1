package dev.carteiro.checker.history;

import dev.carteiro.checker.workload.WorkloadEvent;
import java.time.Instant;

/**
 * The producer's knowledge of one event. Immutable.
 *
 * @param at time at which the result was known
 */
public record PublishedEvent(WorkloadEvent fact, PublishOutcome fate, Instant at) {
    /** The result of publishing. */
    public enum PublishOutcome {
        /** Acknowledged by Kafka. */
        OK,
        /** Its transaction was aborted, so no consumer may see it. */
        FAILED,
        /** Kafka did not respond; the event may exist or not. */
        UNKNOWN
    }
}
