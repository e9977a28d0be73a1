package dev.carteiro.router.match;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.subscription.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tenant and context of a subscription as a map key, equivalent to {@link Subscription#admits}. Immutable. The tenant
 * must equal the event's, or both must be absent. A subscription without a context accepts every context.
 */
record TenantContext(@Nullable String tenant, @Nullable String context) {

    static TenantContext of(Subscription subscription) {
        return new TenantContext(subscription.tenant(), subscription.context());
    }

    /** Returns all keys that admit the event. */
    static List<TenantContext> admitting(Event event) {
        TenantContext any = new TenantContext(event.tenant(), null);
        return event.context() == null
                ? List.of(any)
                : List.of(any, new TenantContext(event.tenant(), event.context()));
    }
}
