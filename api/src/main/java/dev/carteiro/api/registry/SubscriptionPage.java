package dev.carteiro.api.registry;

import java.util.List;

/**
 * One page of a list of subscriptions. Immutable.
 *
 * @param items the subscriptions in the list's order
 * @param before whether there are subscriptions before the first one
 * @param after whether there are subscriptions after the last one
 */
public record SubscriptionPage(List<RegisteredSubscription> items, boolean before, boolean after) {
    public SubscriptionPage {
        items = List.copyOf(items);
    }
}
