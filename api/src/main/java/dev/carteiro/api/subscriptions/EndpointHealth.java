package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.registry.RegisteredSubscription;

/** Reports the health of a subscription's endpoint for the resource's {@code meta}. Safe for any thread. */
@FunctionalInterface
public interface EndpointHealth {
    /** Returns an object with at least the member {@code state}. */
    ObjectNode of(RegisteredSubscription registered);
}
