package dev.carteiro.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when on an answer is whole: what happened before may have been let go, what happened since is all there. So "not
 * held any more" can be told from "never was". Immutable.
 *
 * @param since {@code null} where nothing was let go: all that Kafka held is held
 */
public record Coverage(@Nullable Instant since) {
    static final Coverage WHOLE = new Coverage(null);

    /** @param millis {@link Long#MIN_VALUE} for all */
    static Coverage since(long millis) {
        return millis == Long.MIN_VALUE ? WHOLE : new Coverage(Instant.ofEpochMilli(millis));
    }

    public boolean isWhole() {
        return since == null;
    }
}
