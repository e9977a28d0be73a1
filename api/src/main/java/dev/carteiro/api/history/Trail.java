package dev.carteiro.api.history;

import dev.carteiro.api.history.Shelf.Node;
import org.jspecify.annotations.Nullable;

/** The attempts of one delivery that are held. Guarded by the history's lock. */
final class Trail {
    private final String delivery;
    private @Nullable Node<HeldAttempt> newest;
    private boolean waiting;

    Trail(String delivery) {
        this.delivery = delivery;
    }

    String delivery() {
        return delivery;
    }

    @Nullable
    Node<HeldAttempt> newest() {
        return newest;
    }

    void newest(@Nullable Node<HeldAttempt> node) {
        newest = node;
    }

    /** Whether its last attempt said that there will be another. */
    boolean isWaiting() {
        return waiting;
    }

    void waiting(boolean isWaiting) {
        waiting = isWaiting;
    }
}
