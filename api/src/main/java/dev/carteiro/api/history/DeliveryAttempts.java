package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import org.jspecify.annotations.Nullable;

/** The held attempts of one delivery, and so of one tenant's event. Guarded by the history's lock. */
final class DeliveryAttempts {
    private final String delivery;
    private final @Nullable String tenant;
    private @Nullable LogNode<IndexedAttempt> newest;
    private boolean waiting;

    DeliveryAttempts(String delivery, @Nullable String tenant) {
        this.delivery = delivery;
        this.tenant = tenant;
    }

    String delivery() {
        return delivery;
    }

    /** Returns the event's tenant; {@code null} if it has none. */
    @Nullable
    String tenant() {
        return tenant;
    }

    @Nullable
    LogNode<IndexedAttempt> newest() {
        return newest;
    }

    void newest(@Nullable LogNode<IndexedAttempt> node) {
        newest = node;
    }

    /** Returns whether the last attempt announced another one. */
    boolean isWaiting() {
        return waiting;
    }

    void waiting(boolean isWaiting) {
        waiting = isWaiting;
    }
}
