package dev.carteiro.api.registry;

import org.jspecify.annotations.Nullable;

/**
 * A number of subscriptions and the size of their documents. Immutable.
 *
 * @param bytes total size of the documents
 */
record SubscriptionUsage(long subscriptions, long bytes) {
    static final SubscriptionUsage NONE = new SubscriptionUsage(0, 0);

    /** Approximate memory of a subscription besides its document: labels, indexes. */
    private static final int OVERHEAD_BYTES = 1024;

    static SubscriptionUsage of(@Nullable RegisteredSubscription registered) {
        return registered == null || !registered.exists() ? NONE : new SubscriptionUsage(1, registered.json().length);
    }

    SubscriptionUsage plus(SubscriptionUsage other) {
        return new SubscriptionUsage(subscriptions + other.subscriptions, bytes + other.bytes);
    }

    SubscriptionUsage minus(SubscriptionUsage other) {
        return new SubscriptionUsage(subscriptions - other.subscriptions, bytes - other.bytes);
    }

    /** Returns the approximate memory. */
    long memory() {
        return bytes + OVERHEAD_BYTES * subscriptions;
    }
}
