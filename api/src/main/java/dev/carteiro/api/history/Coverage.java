package dev.carteiro.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time since when a result is complete: older records may have been evicted, newer ones are all held. It
 * distinguishes a record that is no longer held from one that never existed. Immutable.
 *
 * @param since {@code null} if nothing was evicted: everything in Kafka is held
 */
public record Coverage(@Nullable Instant since) {
    static final Coverage COMPLETE = new Coverage(null);

    /**
     * Creates the coverage since a time.
     *
     * @param millis {@link Long#MIN_VALUE} if nothing was evicted
     */
    static Coverage since(long millis) {
        return millis == Long.MIN_VALUE ? COMPLETE : new Coverage(Instant.ofEpochMilli(millis));
    }

    public boolean isComplete() {
        return since == null;
    }
}
