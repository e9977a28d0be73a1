package dev.carteiro.api.registry;

import java.util.List;

/**
 * A part of a list. Immutable.
 *
 * @param items in the list's order
 * @param before whether there is something before the first
 * @param after whether there is something behind the last
 */
public record SubscriptionPage(List<RegisteredSubscription> items, boolean before, boolean after) {
    public SubscriptionPage {
        items = List.copyOf(items);
    }
}
