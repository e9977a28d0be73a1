package dev.carteiro.router.match;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.subscription.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tenant and context that a subscription asks for: {@link Subscription#admits} as a key. The tenant must be the
 * event's, present or absent; a subscription without a context takes every context. Immutable.
 */
record Audience(@Nullable String tenant, @Nullable String context) {

    static Audience of(Subscription subscription) {
        return new Audience(subscription.tenant(), subscription.context());
    }

    /** All audiences that admit the event. */
    static List<Audience> admitting(Event event) {
        Audience any = new Audience(event.tenant(), null);
        return event.context() == null ? List.of(any) : List.of(any, new Audience(event.tenant(), event.context()));
    }
}
