package dev.carteiro.schemas.attempt;

import dev.carteiro.schemas.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt was about: a delivery, without its event. Immutable.
 *
 * @param delivery its id
 * @param subscription the subscription's id
 * @param event the event's type
 * @param eventId unique in its source
 * @param source where event ids are unique
 * @param tenant the event's
 * @param test whether it was a test
 */
public record AttemptSubject(String delivery, String subscription, String event, String eventId, String source,
        @Nullable String tenant, boolean test) {
    public static AttemptSubject of(Delivery delivery) {
        return new AttemptSubject(delivery.id(), delivery.subscription(), delivery.eventType(), delivery.eventId(),
                delivery.source(), delivery.tenant(), delivery.test());
    }
}
