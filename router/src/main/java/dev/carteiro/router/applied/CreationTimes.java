package dev.carteiro.router.applied;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each subscription that is in force was created, for the registrar to carry it on to the next version. Safe for any
 * thread: the global thread writes, stream threads read.
 */
public final class CreationTimes {
    private final Map<String, Creation> byId = new ConcurrentHashMap<>();

    /**
     * That there is a subscription. Immutable.
     *
     * @param at {@code null} where that was not recorded
     */
    public record Creation(@Nullable Instant at) {
    }

    void put(String id, @Nullable Instant at) {
        byId.put(id, new Creation(at));
    }

    void remove(String id) {
        byId.remove(id);
    }

    /** Returns {@code null} where no such subscription is in force. */
    public @Nullable Creation of(String id) {
        return byId.get(id);
    }
}
