package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Attempts by subscription and by delivery. Guarded by the history's lock. */
final class AttemptIndex {
    /** What an attempt takes beside its bytes, a delivery's own entry included. */
    private static final int OVERHEAD = 320;

    private final LogStore<IndexedAttempt> shelves;
    private final Map<String, DeliveryAttempts> trails = new HashMap<>();
    private final Map<CounterKey, AttemptCounters> tallies = new HashMap<>();

    AttemptIndex(long maxBytes) {
        shelves = new LogStore<>(maxBytes, this::letGo);
    }

    /** An id may pass to another tenant, who has nothing to do with what was before. */
    private record CounterKey(String subscription, @Nullable String tenant) {
    }

    /** An attempt as it is found. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
    record RawAttempt(HistoryPosition position, byte[] json) {
    }

    /** @throws InvalidJsonException if the bytes are no attempt; nothing changes then */
    void add(HistoryPosition position, byte[] json) throws InvalidJsonException {
        AttemptRecord attempt = AttemptRecord.read(json);
        String subscription = attempt.subject().subscription();
        String tenant = attempt.subject().tenant();
        DeliveryAttempts trail = trails.computeIfAbsent(attempt.subject().delivery(), id -> new DeliveryAttempts(id, tenant));
        LogNode<IndexedAttempt> last = trail.newest();
        if (last != null && !(last.shelf().subscription().equals(subscription)
                && Objects.equals(trail.tenant(), tenant))) {
            // Ids are functions of the subscription: somebody else wrote this. Or events of two tenants have one id. The old
            // ones find their own way out.
            trail = new DeliveryAttempts(attempt.subject().delivery(), tenant);
            trails.put(trail.delivery(), trail);
        }
        LogNode<IndexedAttempt> node = shelves.add(subscription, position, new IndexedAttempt(json, trail),
                json.length + OVERHEAD);
        IndexedAttempt.append(node);
        AttemptCounters tally = tallies.computeIfAbsent(new CounterKey(subscription, tenant), id -> new AttemptCounters());
        tally.count(attempt);
        boolean waits = attempt.outcome() == AttemptOutcome.RETRY;
        tally.waits(trail.isWaiting(), waits);
        trail.waiting(waits);
        shelves.trim();
    }

    /**
     * The newest first.
     *
     * @param confinedTo only this tenant's; {@code null} for all
     */
    BoundedResults<RawAttempt> newest(String subscription, @Nullable String confinedTo, @Nullable HistoryPosition before, int most,
            int mostBytes) {
        BoundedResults<RawAttempt> found = new BoundedResults<>(most, mostBytes);
        SubscriptionLog<IndexedAttempt> shelf = shelves.of(subscription);
        LogNode<IndexedAttempt> node = shelf == null ? null : shelf.newest();
        for (; node != null && !found.isFull(); node = node.older()) {
            if ((before == null || node.position().isBefore(before))
                    && (confinedTo == null || confinedTo.equals(node.content().trail().tenant()))) {
                found.add(found(node), node.bytes());
            }
        }
        return found;
    }

    /** Of one delivery, the newest first. */
    BoundedResults<RawAttempt> of(String delivery, int mostBytes) {
        BoundedResults<RawAttempt> found = new BoundedResults<>(Integer.MAX_VALUE, mostBytes);
        DeliveryAttempts trail = trails.get(delivery);
        LogNode<IndexedAttempt> node = trail == null ? null : trail.newest();
        for (; node != null && !found.isFull(); node = node.content().earlier()) {
            found.add(found(node), node.bytes());
        }
        return found;
    }

    DeliveryHealth health(String subscription, @Nullable String tenant) {
        AttemptCounters tally = tallies.get(new CounterKey(subscription, tenant));
        return (tally == null ? new AttemptCounters() : tally).health(coverage(subscription));
    }

    Coverage coverage(String subscription) {
        return Coverage.since(shelves.sinceMillis(subscription));
    }

    Coverage coverage() {
        return Coverage.since(shelves.sinceMillis());
    }

    void begin(int partition, long millis) {
        shelves.begin(partition, millis);
    }

    long bytes() {
        return shelves.bytes();
    }

    private void letGo(LogNode<IndexedAttempt> node) {
        IndexedAttempt.unlink(node);
        DeliveryAttempts trail = node.content().trail();
        String subscription = node.shelf().subscription();
        CounterKey owner = new CounterKey(subscription, trail.tenant());
        AttemptCounters tally = tallies.get(owner);
        if (trail.newest() == null) {
            trails.remove(trail.delivery(), trail);
            if (tally != null) {
                tally.waits(trail.isWaiting(), false);
            }
        }
        if (tally != null && tally.evicted()) {
            tallies.remove(owner);
        }
    }

    private static RawAttempt found(LogNode<IndexedAttempt> node) {
        return new RawAttempt(node.position(), node.content().json());
    }
}
