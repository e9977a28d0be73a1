package dev.carteiro.schemas.attempt;

import dev.carteiro.schemas.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the delivery of an attempt, without the event's payload. Immutable.
 *
 * @param delivery delivery id
 * @param subscription subscription id
 * @param event event type
 * @param eventId event id, unique within its source
 * @param source source of the event, which is the scope of event ids
 * @param tenant tenant of the event
 * @param test whether it is a test delivery
 */
public record AttemptSubject(String delivery, String subscription, String event, String eventId, String source,
        @Nullable String tenant, boolean test) {
    public static AttemptSubject of(Delivery delivery) {
        return new AttemptSubject(delivery.id(), delivery.subscription(), delivery.eventType(), delivery.eventId(),
                delivery.source(), delivery.tenant(), delivery.test());
    }
}
