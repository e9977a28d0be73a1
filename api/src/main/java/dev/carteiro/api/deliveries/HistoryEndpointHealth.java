package dev.carteiro.api.deliveries;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.DeliveryHealth;
import dev.carteiro.api.history.HistoryIndex;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.api.subscriptions.EndpointHealth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds figures from the delivery history to an endpoint's health. Safe for any thread. */
public final class HistoryEndpointHealth implements EndpointHealth {
    private final EndpointHealth status;
    private final HistoryIndex history;

    /** @param status gives the state */
    public HistoryEndpointHealth(EndpointHealth status, HistoryIndex history) {
        this.status = status;
        this.history = history;
    }

    @Override
    public ObjectNode of(RegisteredSubscription registered) {
        DeliveryHealth known = history.health(registered.id(), registered.labels().tenant());
        ObjectNode health = status.of(registered).put("breaker", known.breaker().code())
                .put("failuresInARow", known.failuresInARow()).put("waiting", known.waiting());
        put(health, "lastSuccessAt", known.lastSuccess());
        put(health, "lastFailureAt", known.lastFailure());
        health.set("history", DeliveryDocuments.history(known.coverage()));
        return health;
    }

    private static void put(ObjectNode health, String name, @Nullable Instant at) {
        if (at != null) {
            health.put(name, at.toString());
        }
    }
}
