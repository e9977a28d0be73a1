package dev.carteiro.api.registry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The usage of each tenant, and the total, in which subscriptions without a tenant also count. Safe for any thread. */
final class UsageByTenant {
    private final Map<String, SubscriptionUsage> tenants = new HashMap<>();
    private SubscriptionUsage total = SubscriptionUsage.NONE;

    synchronized SubscriptionUsage of(String tenant) {
        return tenants.getOrDefault(tenant, SubscriptionUsage.NONE);
    }

    synchronized SubscriptionUsage total() {
        return total;
    }

    synchronized void add(@Nullable String tenant, SubscriptionUsage change) {
        total = total.plus(change);
        if (tenant != null) {
            tenants.compute(tenant, (name, before) -> {
                SubscriptionUsage now = before == null ? change : before.plus(change);
                return now.equals(SubscriptionUsage.NONE) ? null : now;
            });
        }
    }
}
