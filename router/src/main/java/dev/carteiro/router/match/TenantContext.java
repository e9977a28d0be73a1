package dev.carteiro.router.match;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.subscription.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tenant and context that a subscription asks for: {@link Subscription#admits} as a key. The tenant must be the
 * event's, present or absent; a subscription without a context takes every context. Immutable.
 */
record TenantContext(@Nullable String tenant, @Nullable String context) {

    static TenantContext of(Subscription subscription) {
        return new TenantContext(subscription.tenant(), subscription.context());
    }

    /** All audiences that admit the event. */
    static List<TenantContext> admitting(Event event) {
        TenantContext any = new TenantContext(event.tenant(), null);
        return event.context() == null ? List.of(any) : List.of(any, new TenantContext(event.tenant(), event.context()));
    }
}
