package dev.carteiro.runtime.subscriptions;

/** Answers what a subscription looks like now. Safe for any thread. */
public interface Subscriptions {
    /**
     * @param id the subscription's id
     * @param version offset in the applied topic that the answer must take into account
     */
    SubscriptionLookup find(String id, long version);
}
