package dev.carteiro.router.applied;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Creation times of the subscriptions in force. Thread-safe: the global thread writes, stream threads read. The
 * registrar copies them to the next version of a subscription.
 */
public final class CreationTimes {
    private final Map<String, Creation> byId = new ConcurrentHashMap<>();

    /**
     * The creation of a subscription in force. Immutable.
     *
     * @param at time of the creation; {@code null} if it was not recorded
     */
    public record Creation(@Nullable Instant at) {
    }

    void put(String id, @Nullable Instant at) {
        byId.put(id, new Creation(at));
    }

    void remove(String id) {
        byId.remove(id);
    }

    /** Returns {@code null} if no such subscription is in force. */
    public @Nullable Creation of(String id) {
        return byId.get(id);
    }
}
