package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;

/** A delivery's life: from its match, or its redrive, for {@code maxAge}, not counting the time it was held. Stateless. */
public final class Age {
    private Age() {
    }

    /** After this it is not tried again. */
    public static Instant end(Delivery delivery, Subscription subscription) {
        Instant redriven = delivery.progress().round().began();
        Instant began = redriven == null ? delivery.matchedAt() : redriven;
        return began.plus(subscription.maxAge()).plus(delivery.progress().held());
    }
}
