package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Indexes attempts by subscription and by delivery. Guarded by the history's lock. */
final class AttemptIndex {
    /** Approximate memory of an attempt besides its bytes, its delivery's entry included. */
    private static final int OVERHEAD_BYTES = 320;

    private final LogStore<IndexedAttempt> logs;
    private final Map<String, DeliveryAttempts> byDelivery = new HashMap<>();
    private final Map<CounterKey, AttemptCounters> countersByKey = new HashMap<>();

    AttemptIndex(long maxBytes) {
        logs = new LogStore<>(maxBytes, this::evict);
    }

    /** Keys counters by subscription and tenant, because a subscription id can move to another tenant. */
    private record CounterKey(String subscription, @Nullable String tenant) {
    }

    /** An unparsed attempt. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
    record RawAttempt(HistoryPosition position, byte[] json) {
    }

    /**
     * Adds an attempt and evicts older ones if memory is needed.
     *
     * @throws InvalidJsonException if the bytes are not an attempt; the index is then unchanged
     */
    void add(HistoryPosition position, byte[] json) throws InvalidJsonException {
        AttemptRecord attempt = AttemptRecord.read(json);
        String subscription = attempt.subject().subscription();
        String tenant = attempt.subject().tenant();
        DeliveryAttempts deliveryAttempts = byDelivery.computeIfAbsent(attempt.subject().delivery(),
                id -> new DeliveryAttempts(id, tenant));
        LogNode<IndexedAttempt> last = deliveryAttempts.newest();
        if (last != null && !(last.log().subscription().equals(subscription)
                && Objects.equals(deliveryAttempts.tenant(), tenant))) {
            // Delivery ids derive from the subscription, so another writer wrote this, or events of two tenants share
            // an id. The older attempts stay in their own list until they are evicted.
            deliveryAttempts = new DeliveryAttempts(attempt.subject().delivery(), tenant);
            byDelivery.put(deliveryAttempts.delivery(), deliveryAttempts);
        }
        LogNode<IndexedAttempt> node = logs.add(subscription, position, new IndexedAttempt(json, deliveryAttempts),
                json.length + OVERHEAD_BYTES);
        IndexedAttempt.append(node);
        AttemptCounters counters = countersByKey.computeIfAbsent(new CounterKey(subscription, tenant),
                id -> new AttemptCounters());
        counters.count(attempt);
        boolean isWaiting = attempt.outcome() == AttemptOutcome.RETRY;
        counters.updateWaiting(deliveryAttempts.isWaiting(), isWaiting);
        deliveryAttempts.waiting(isWaiting);
        logs.trim();
    }

    /**
     * Returns a subscription's attempts, newest first.
     *
     * @param onlyTenant only attempts for this tenant; {@code null} for all
     */
    BoundedResults<RawAttempt> newest(String subscription, @Nullable String onlyTenant,
            @Nullable HistoryPosition before, int maxRecords,
            int maxBytes) {
        BoundedResults<RawAttempt> found = new BoundedResults<>(maxRecords, maxBytes);
        SubscriptionLog<IndexedAttempt> log = logs.of(subscription);
        LogNode<IndexedAttempt> node = log == null ? null : log.newest();
        for (; node != null && !found.isFull(); node = node.older()) {
            if ((before == null || node.position().isBefore(before))
                    && (onlyTenant == null || onlyTenant.equals(node.content().deliveryAttempts().tenant()))) {
                found.add(found(node), node.bytes());
            }
        }
        return found;
    }

    /** Returns a delivery's attempts, newest first. */
    BoundedResults<RawAttempt> ofDelivery(String delivery, int maxBytes) {
        BoundedResults<RawAttempt> found = new BoundedResults<>(Integer.MAX_VALUE, maxBytes);
        DeliveryAttempts deliveryAttempts = byDelivery.get(delivery);
        LogNode<IndexedAttempt> node = deliveryAttempts == null ? null : deliveryAttempts.newest();
        for (; node != null && !found.isFull(); node = node.content().earlier()) {
            found.add(found(node), node.bytes());
        }
        return found;
    }

    DeliveryHealth health(String subscription, @Nullable String tenant) {
        AttemptCounters counters = countersByKey.get(new CounterKey(subscription, tenant));
        return (counters == null ? new AttemptCounters() : counters).health(coverage(subscription));
    }

    Coverage coverage(String subscription) {
        return Coverage.since(logs.sinceMillis(subscription));
    }

    Coverage coverage() {
        return Coverage.since(logs.sinceMillis());
    }

    void resetPartition(int partition, long millis) {
        logs.resetPartition(partition, millis);
    }

    long bytes() {
        return logs.bytes();
    }

    private void evict(LogNode<IndexedAttempt> node) {
        IndexedAttempt.unlink(node);
        DeliveryAttempts deliveryAttempts = node.content().deliveryAttempts();
        String subscription = node.log().subscription();
        CounterKey key = new CounterKey(subscription, deliveryAttempts.tenant());
        AttemptCounters counters = countersByKey.get(key);
        if (deliveryAttempts.newest() == null) {
            byDelivery.remove(deliveryAttempts.delivery(), deliveryAttempts);
            if (counters != null) {
                counters.updateWaiting(deliveryAttempts.isWaiting(), false);
            }
        }
        if (counters != null && counters.removeOne()) {
            countersByKey.remove(key);
        }
    }

    private static RawAttempt found(LogNode<IndexedAttempt> node) {
        return new RawAttempt(node.position(), node.content().json());
    }
}
