package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;

/** A delivery's life: from its match for {@code maxAge}, not counting the time it was held. Stateless. */
public final class Age {
    private Age() {
    }

    /** After this it is not tried again. */
    public static Instant end(Delivery delivery, Subscription subscription) {
        return delivery.matchedAt().plus(subscription.maxAge()).plus(delivery.progress().held());
    }
}
