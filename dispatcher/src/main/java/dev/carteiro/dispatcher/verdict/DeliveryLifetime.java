package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;

/**
 * Computes the life of a delivery: {@code maxAge} from its match or redrive, not counting the time it was held.
 * Stateless.
 *
 * <p>The life of a test is short: its result is no longer useful when a dispatcher starts again after hours.
 */
public final class DeliveryLifetime {
    /** The longest time from the request of a test to its attempt. */
    public static final Duration TEST_LIFETIME = Duration.ofMinutes(5);

    private DeliveryLifetime() {
    }

    /** Returns the time after which the delivery is not attempted again. */
    public static Instant end(Delivery delivery, Subscription subscription) {
        if (delivery.test()) {
            return delivery.matchedAt().plus(TEST_LIFETIME);
        }
        Instant redriven = delivery.progress().round().began();
        Instant began = redriven == null ? delivery.matchedAt() : redriven;
        return began.plus(subscription.maxAge()).plus(delivery.progress().held());
    }
}
