package dev.carteiro.runtime.subscriptions;

import dev.carteiro.schemas.subscription.Subscription;

/** What a view knows of a subscription, when asked for a version at least as new as a given one. */
public sealed interface Lookup {
    /**
     * In force.
     *
     * @param version its offset in the applied topic
     */
    record Found(Subscription subscription, long version) implements Lookup {
    }

    /** Deleted. */
    record Deleted() implements Lookup {
        static final Deleted INSTANCE = new Deleted();
    }

    /** The view has not read as far as that version; ask again in a moment. */
    record Behind() implements Lookup {
        static final Behind INSTANCE = new Behind();
    }
}
