package dev.carteiro.api.registry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each tenant uses, and all together; subscriptions without a tenant count to all only. Guarded by itself. */
final class UsageByTenant {
    private final Map<String, SubscriptionUsage> tenants = new HashMap<>();
    private SubscriptionUsage all = SubscriptionUsage.NONE;

    synchronized SubscriptionUsage of(String tenant) {
        return tenants.getOrDefault(tenant, SubscriptionUsage.NONE);
    }

    synchronized SubscriptionUsage ofAll() {
        return all;
    }

    synchronized void add(@Nullable String tenant, SubscriptionUsage change) {
        all = all.plus(change);
        if (tenant != null) {
            tenants.compute(tenant, (name, before) -> {
                SubscriptionUsage now = before == null ? change : before.plus(change);
                return now.equals(SubscriptionUsage.NONE) ? null : now;
            });
        }
    }
}
