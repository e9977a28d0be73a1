package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;

/**
 * A delivery's life: from its match, or its redrive, for {@code maxAge}, not counting the time it was held. A test's is
 * short: nobody expects it any more when a dispatcher comes back after hours. Stateless.
 */
public final class DeliveryLifetime {
    /** From asking for a test to its attempt, at most. */
    public static final Duration OF_A_TEST = Duration.ofMinutes(5);

    private DeliveryLifetime() {
    }

    /** After this it is not tried again. */
    public static Instant end(Delivery delivery, Subscription subscription) {
        if (delivery.test()) {
            return delivery.matchedAt().plus(OF_A_TEST);
        }
        Instant redriven = delivery.progress().round().began();
        Instant began = redriven == null ? delivery.matchedAt() : redriven;
        return began.plus(subscription.maxAge()).plus(delivery.progress().held());
    }
}
