package dev.carteiro.api.registry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each tenant uses, and all together; subscriptions without a tenant count to all only. Guarded by itself. */
final class UsageByTenant {
    private final Map<String, Usage> tenants = new HashMap<>();
    private Usage all = Usage.NONE;

    synchronized Usage of(String tenant) {
        return tenants.getOrDefault(tenant, Usage.NONE);
    }

    synchronized Usage ofAll() {
        return all;
    }

    synchronized void add(@Nullable String tenant, Usage change) {
        all = all.plus(change);
        if (tenant != null) {
            tenants.compute(tenant, (name, before) -> {
                Usage now = before == null ? change : before.plus(change);
                return now.equals(Usage.NONE) ? null : now;
            });
        }
    }
}
