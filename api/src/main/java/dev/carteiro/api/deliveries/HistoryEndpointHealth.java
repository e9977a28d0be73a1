package dev.carteiro.api.deliveries;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.DeliveryHealth;
import dev.carteiro.api.history.HistoryIndex;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.api.subscriptions.EndpointHealth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds what the history knows to what the system says of an endpoint. Safe for any thread. */
public final class HistoryEndpointHealth implements EndpointHealth {
    private final EndpointHealth said;
    private final HistoryIndex history;

    /** @param said gives the state */
    public HistoryEndpointHealth(EndpointHealth said, HistoryIndex history) {
        this.said = said;
        this.history = history;
    }

    @Override
    public ObjectNode of(RegisteredSubscription registered) {
        DeliveryHealth known = history.health(registered.id(), registered.labels().tenant());
        ObjectNode health = said.of(registered).put("breaker", known.breaker().code())
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
