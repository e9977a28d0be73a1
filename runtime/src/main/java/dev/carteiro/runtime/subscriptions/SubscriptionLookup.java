package dev.carteiro.runtime.subscriptions;

import dev.carteiro.schemas.subscription.Subscription;

/** What a view knows of a subscription, when asked for a version at least as new as a given one. */
public sealed interface SubscriptionLookup {
    /**
     * In force.
     *
     * @param version its offset in the applied topic
     */
    record FoundSubscription(Subscription subscription, long version) implements SubscriptionLookup {
    }

    /** Deleted. */
    record DeletedSubscription() implements SubscriptionLookup {
        static final DeletedSubscription INSTANCE = new DeletedSubscription();
    }

    /** The view has not read as far as that version; ask again in a moment. */
    record ViewBehind() implements SubscriptionLookup {
        static final ViewBehind INSTANCE = new ViewBehind();
    }
}
