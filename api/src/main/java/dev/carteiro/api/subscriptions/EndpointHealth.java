package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.registry.RegisteredSubscription;

/** Says how a subscription's endpoint is doing, for the resource's {@code meta}. Safe for any thread. */
@FunctionalInterface
public interface EndpointHealth {
    /** An object with at least the member {@code state}. */
    ObjectNode of(RegisteredSubscription registered);
}
