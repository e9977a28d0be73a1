package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.runtime.endpoints.EndpointStatuses;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.StrictJson;

/**
 * Health as the endpoint-status topic has it: {@code healthy}, {@code failing} or {@code disabled}. Safe for any thread.
 */
public final class StatusTopicHealth implements EndpointHealth {
    private final EndpointStatuses endpoints;

    public StatusTopicHealth(EndpointStatuses endpoints) {
        this.endpoints = endpoints;
    }

    /** What was said of an older version is void: writing a subscription again is how an endpoint is enabled. */
    @Override
    public ObjectNode of(RegisteredSubscription registered) {
        EndpointStatus status = endpoints.find(registered.id());
        ObjectNode health = StrictJson.mapper().createObjectNode();
        if (status == null || !registered.inForce() || !status.appliesTo(registered.appliedAt())) {
            return health.put("state", "healthy");
        }
        return switch (status) {
            case EndpointStatus.Failing failing ->
                health.put("state", "failing").put("since", failing.since().toString());
            case EndpointStatus.Disabled disabled -> health.put("state", "disabled")
                    .put("since", disabled.since().toString()).put("reason", disabled.reason().code());
        };
    }
}
