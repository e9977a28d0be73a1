package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.runtime.endpoints.EndpointStatuses;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.StrictJson;

/**
 * Reports health from the endpoint-status topic: {@code healthy}, {@code failing} or {@code disabled}. Safe for any
 * thread.
 */
public final class StatusTopicHealth implements EndpointHealth {
    private final EndpointStatuses endpoints;

    public StatusTopicHealth(EndpointStatuses endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Returns the health. A status of an older version does not count: writing a subscription again enables its
     * endpoint.
     */
    @Override
    public ObjectNode of(RegisteredSubscription registered) {
        EndpointStatus status = endpoints.find(registered.id());
        ObjectNode health = StrictJson.mapper().createObjectNode();
        if (status == null || !registered.isInForce() || !status.appliesTo(registered.appliedOffset())) {
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
