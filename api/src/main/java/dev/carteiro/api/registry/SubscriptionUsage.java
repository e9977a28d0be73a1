package dev.carteiro.api.registry;

import org.jspecify.annotations.Nullable;

/**
 * How many subscriptions there are and how large they are. Immutable.
 *
 * @param bytes of their documents
 */
record SubscriptionUsage(long subscriptions, long bytes) {
    static final SubscriptionUsage NONE = new SubscriptionUsage(0, 0);

    /** About what a subscription takes in memory beside its document: labels, indexes. */
    private static final int OVERHEAD = 1024;

    static SubscriptionUsage of(@Nullable RegisteredSubscription registered) {
        return registered == null || !registered.exists() ? NONE : new SubscriptionUsage(1, registered.json().length);
    }

    SubscriptionUsage plus(SubscriptionUsage other) {
        return new SubscriptionUsage(subscriptions + other.subscriptions, bytes + other.bytes);
    }

    SubscriptionUsage minus(SubscriptionUsage other) {
        return new SubscriptionUsage(subscriptions - other.subscriptions, bytes - other.bytes);
    }

    /** In memory, about. */
    long memory() {
        return bytes + OVERHEAD * subscriptions;
    }
}
