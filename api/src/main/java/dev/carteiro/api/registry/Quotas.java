package dev.carteiro.api.registry;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a write is within its tenant's quota. Safe for any thread.
 *
 * <p>An allowed write counts at once, before the registry has read it back from the topic. So many concurrent requests
 * cannot all use the same free space. Two instances of the API do not see each other's requests in progress: together
 * they may exceed a quota by the writes of some milliseconds.
 *
 * <p>Only the API enforces quotas. Direct writers to the subscriptions topic have that right from the operator.
 */
public final class Quotas {
    private final Limits limits;
    private final UsageByTenant known;
    private final UsageByTenant pending = new UsageByTenant();
    private final Queue<Reservation> written = new PriorityQueue<>(
            Comparator.comparingLong(reservation -> reservation.offset));

    /**
     * The limits. Immutable.
     *
     * @param subscriptions maximum subscriptions of one tenant
     * @param bytes maximum total size of the documents of one tenant
     * @param memory maximum memory of all subscriptions, those without a tenant included
     */
    public record Limits(int subscriptions, long bytes, long memory) {
        public static final Limits DEFAULT = new Limits(10_000, 16 * 1024 * 1024,
                Runtime.getRuntime().maxMemory() / 3);
    }

    /** Quota reserved for one write. */
    final class Reservation {
        private final @Nullable String tenant;
        private final SubscriptionUsage more;
        private long offset;

        private Reservation(@Nullable String tenant, SubscriptionUsage more) {
            this.tenant = tenant;
            this.more = more;
        }

        /** Records the write's offset. The reservation counts until the registry has read that far. */
        void recordWritten(long at) {
            synchronized (Quotas.this) {
                offset = at;
                written.add(this);
            }
        }

        /**
         * Releases the reservation of a write that was not acknowledged. If it was written, the registry will read it.
         */
        void release() {
            pending.add(tenant, SubscriptionUsage.NONE.minus(more));
        }
    }

    /** @param known usage as far as the registry has read */
    Quotas(Limits limits, UsageByTenant known) {
        this.limits = limits;
        this.known = known;
    }

    /**
     * Reserves quota for a new version. A version that is no larger than the previous one is always allowed.
     *
     * @param before the version that is replaced; {@code null} for none
     * @param position the offset up to which the registry has read
     * @throws ApiException if a quota is exceeded
     */
    synchronized Reservation reserve(@Nullable RegisteredSubscription before, SubscriptionVersion now, long position) {
        settle(position);
        String tenant = now.labels().tenant();
        SubscriptionUsage old = SubscriptionUsage.of(before);
        SubscriptionUsage next = new SubscriptionUsage(1, now.json().length);
        SubscriptionUsage growth = next.minus(old);
        boolean isSameTenant = before != null && Objects.equals(before.labels().tenant(), tenant);
        if (tenant != null) {
            requireQuota(tenant, isSameTenant ? growth : next);
        }
        long memory = known.total().plus(pending.total()).memory();
        if (growth.memory() > 0 && memory + growth.memory() > limits.memory) {
            throw exceeded("all subscriptions use " + memory + " bytes of memory, this one needs " + growth.memory()
                    + " more, and the limit is " + limits.memory
                    + " (setting api.subscriptions-bytes): the operator can raise it");
        }
        // What a tenant frees is returned when the registry has read it.
        Reservation reservation = new Reservation(tenant, isSameTenant || before == null ? growth : next);
        pending.add(tenant, reservation.more);
        return reservation;
    }

    private void requireQuota(String tenant, SubscriptionUsage more) {
        SubscriptionUsage used = known.of(tenant).plus(pending.of(tenant));
        if (more.subscriptions() > 0 && used.subscriptions() + more.subscriptions() > limits.subscriptions) {
            throw exceeded(
                    "the tenant '" + tenant + "' has " + used.subscriptions() + " subscriptions, and the limit is "
                            + limits.subscriptions + " (setting api.quota-subscriptions): delete one first");
        }
        if (more.bytes() > 0 && used.bytes() + more.bytes() > limits.bytes) {
            throw exceeded("the subscriptions of the tenant '" + tenant + "' have " + used.bytes()
                    + " bytes, this one needs " + more.bytes() + " more, and the limit is " + limits.bytes
                    + " (setting api.quota-bytes): delete or shorten some first");
        }
    }

    private void settle(long position) {
        while (!written.isEmpty() && written.element().offset < position) {
            Reservation reservation = written.remove();
            pending.add(reservation.tenant, SubscriptionUsage.NONE.minus(reservation.more));
        }
    }

    private static ApiException exceeded(String detail) {
        return ApiException.of(ErrorCode.QUOTA_EXCEEDED, detail);
    }
}
