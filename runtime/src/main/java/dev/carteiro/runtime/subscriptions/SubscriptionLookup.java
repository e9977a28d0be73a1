package dev.carteiro.runtime.subscriptions;

import dev.carteiro.schemas.subscription.Subscription;

/** The result of looking up a subscription at least as new as a given version. */
public sealed interface SubscriptionLookup {
    /**
     * The subscription is in force.
     *
     * @param version its offset in the applied topic
     */
    record FoundSubscription(Subscription subscription, long version) implements SubscriptionLookup {
    }

    /** The subscription does not exist or is deleted. */
    record DeletedSubscription() implements SubscriptionLookup {
        static final DeletedSubscription INSTANCE = new DeletedSubscription();
    }

    /** The view has not read as far as that version; try again in a moment. */
    record ViewBehind() implements SubscriptionLookup {
        static final ViewBehind INSTANCE = new ViewBehind();
    }
}
