package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;

/**
 * An attempt from its decision to its response. Immutable.
 *
 * @param delivery as it was before
 * @param attempted the delivery with the attempt counted
 * @param version the subscription's offset in the applied topic
 * @param isDoubtful whether the endpoint has not just succeeded
 */
public record PendingAttempt(Delivery delivery, Delivery attempted, Subscription subscription, long version,
        Endpoint<?> endpoint, Instant began, long beganNanos, boolean isDoubtful) {
    /** Returns the attempt's number, from 1. */
    public int number() {
        return attempted.progress().attempts();
    }

    boolean isTest() {
        return delivery.test();
    }
}
