package dev.carteiro.api.registry;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether there is room for what is to be written. Safe for any thread.
 *
 * <p>What was allowed counts at once, and until the registry has read it back from the topic, so that many requests at the
 * same time do not all find the same room. Two instances of the API do not know of each other's requests under way: together
 * they may exceed a quota by what is written within milliseconds.
 *
 * <p>Only the API asks. Whoever writes to the subscriptions topic has been given that right by the operator.
 */
public final class Quotas {
    private final Limits limits;
    private final UsageByTenant known;
    private final UsageByTenant pending = new UsageByTenant();
    private final Queue<Reservation> written = new PriorityQueue<>(Comparator.comparingLong(claim -> claim.offset));

    /**
     * What there may be. Immutable.
     *
     * @param subscriptions of one tenant
     * @param bytes of the documents of one tenant's subscriptions
     * @param memory that all subscriptions may take, those without a tenant included
     */
    public record Limits(int subscriptions, long bytes, long memory) {
        public static final Limits DEFAULT = new Limits(10_000, 16 * 1024 * 1024,
                Runtime.getRuntime().maxMemory() / 3);
    }

    /** Room for one write that was allowed. */
    final class Reservation {
        private final @Nullable String tenant;
        private final SubscriptionUsage more;
        private long offset;

        private Reservation(@Nullable String tenant, SubscriptionUsage more) {
            this.tenant = tenant;
            this.more = more;
        }

        /** It counts until the registry has read so far. */
        void written(long at) {
            synchronized (Quotas.this) {
                offset = at;
                written.add(this);
            }
        }

        /** It is not known to be written; if it is, the registry will read it. */
        void failed() {
            pending.add(tenant, SubscriptionUsage.NONE.minus(more));
        }
    }

    /** @param known what is there, as far as the registry has read */
    Quotas(Limits limits, UsageByTenant known) {
        this.limits = limits;
        this.known = known;
    }

    /**
     * Takes room for a new version. One that is no larger than the one before always has it.
     *
     * @param before what it replaces; {@code null} for nothing
     * @param position that the registry has read to
     * @throws ApiException if there is none
     */
    synchronized Reservation claim(@Nullable RegisteredSubscription before, SubscriptionVersion now, long position) {
        settle(position);
        String tenant = now.labels().tenant();
        SubscriptionUsage old = SubscriptionUsage.of(before);
        SubscriptionUsage next = new SubscriptionUsage(1, now.json().length);
        SubscriptionUsage growth = next.minus(old);
        boolean isSameTenant = before != null && Objects.equals(before.labels().tenant(), tenant);
        if (tenant != null) {
            requireRoom(tenant, isSameTenant ? growth : next);
        }
        long memory = known.ofAll().plus(pending.ofAll()).memory();
        if (growth.memory() > 0 && memory + growth.memory() > limits.memory) {
            throw exceeded("all subscriptions together take " + memory + " bytes of the API's memory, " + limits.memory
                    + " are the most (setting api.subscriptions-bytes), and this one needs " + growth.memory()
                    + " more: whoever runs it can give it more memory");
        }
        // What a tenant gives away is given back when it is read.
        Reservation claim = new Reservation(tenant, isSameTenant || before == null ? growth : next);
        pending.add(tenant, claim.more);
        return claim;
    }

    private void requireRoom(String tenant, SubscriptionUsage more) {
        SubscriptionUsage used = known.of(tenant).plus(pending.of(tenant));
        if (more.subscriptions() > 0 && used.subscriptions() + more.subscriptions() > limits.subscriptions) {
            throw exceeded("the tenant '" + tenant + "' has " + used.subscriptions() + " subscriptions, and "
                    + limits.subscriptions + " are the most (setting api.quota-subscriptions): delete one first");
        }
        if (more.bytes() > 0 && used.bytes() + more.bytes() > limits.bytes) {
            throw exceeded("the subscriptions of the tenant '" + tenant + "' have " + used.bytes() + " bytes, "
                    + limits.bytes + " are the most (setting api.quota-bytes), and this one needs " + more.bytes()
                    + " more: delete or shorten some first");
        }
    }

    private void settle(long position) {
        while (!written.isEmpty() && written.element().offset < position) {
            Reservation claim = written.remove();
            pending.add(claim.tenant, SubscriptionUsage.NONE.minus(claim.more));
        }
    }

    private static ApiException exceeded(String detail) {
        return ApiException.of(ErrorCode.QUOTA_EXCEEDED, detail);
    }
}
