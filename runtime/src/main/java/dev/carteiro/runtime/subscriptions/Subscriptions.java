package dev.carteiro.runtime.subscriptions;

/** Looks up subscriptions. Safe for any thread. */
public interface Subscriptions {
    /**
     * @param id the subscription's id
     * @param version offset in the applied topic that the result must include
     */
    SubscriptionLookup find(String id, long version);
}
