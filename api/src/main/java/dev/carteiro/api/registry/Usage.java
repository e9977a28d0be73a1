package dev.carteiro.api.registry;

import org.jspecify.annotations.Nullable;

/**
 * How many subscriptions there are and how large they are. Immutable.
 *
 * @param bytes of their documents
 */
record Usage(long subscriptions, long bytes) {
    static final Usage NONE = new Usage(0, 0);

    /** About what a subscription takes in memory beside its document: labels, indexes. */
    private static final int OVERHEAD = 1024;

    static Usage of(@Nullable Registered registered) {
        return registered == null || !registered.exists() ? NONE : new Usage(1, registered.json().length);
    }

    Usage plus(Usage other) {
        return new Usage(subscriptions + other.subscriptions, bytes + other.bytes);
    }

    Usage minus(Usage other) {
        return new Usage(subscriptions - other.subscriptions, bytes - other.bytes);
    }

    /** In memory, about. */
    long memory() {
        return bytes + OVERHEAD * subscriptions;
    }
}
