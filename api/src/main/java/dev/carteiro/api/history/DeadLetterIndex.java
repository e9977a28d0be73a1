package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Indexes the dead letters of all subscriptions by time. Guarded by the history's lock, except methods that say
 * otherwise: a search may visit every dead letter and must not block the writer.
 */
final class DeadLetterIndex {
    private final LogStore<DeadLetterEntry> logs;
    private final ConcurrentNavigableMap<HistoryPosition, DeadLetterEntry> byPosition = new ConcurrentSkipListMap<>();
    private final Map<String, DeadLetterEntry> byDelivery = new ConcurrentHashMap<>();

    DeadLetterIndex(long maxBytes) {
        logs = new LogStore<>(maxBytes, this::evict);
    }

    void add(DeadLetterEntry deadLetter) {
        logs.add(deadLetter.subject().subscription(), deadLetter.position(), deadLetter, deadLetter.bytes());
        byPosition.put(deadLetter.position(), deadLetter);
        byDelivery.put(deadLetter.subject().delivery(), deadLetter);
        logs.trim();
    }

    /** Returns matching dead letters, newest first. Safe for any thread, without the lock. */
    BoundedResults<DeadLetterEntry> newest(Predicate<DeadLetterEntry> filter, @Nullable HistoryPosition before,
            int maxRecords, int maxBytes) {
        BoundedResults<DeadLetterEntry> found = new BoundedResults<>(maxRecords, maxBytes);
        ConcurrentNavigableMap<HistoryPosition, DeadLetterEntry> older = before == null
                ? byPosition
                : byPosition.headMap(before, false);
        for (DeadLetterEntry deadLetter : older.descendingMap().values()) {
            if (found.isFull()) {
                break;
            }
            if (filter.test(deadLetter)) {
                found.add(deadLetter, deadLetter.bytes());
            }
        }
        return found;
    }

    /** Returns the newest dead letter of a delivery. Safe for any thread, without the lock. */
    @Nullable
    DeadLetterEntry ofDelivery(String delivery) {
        return byDelivery.get(delivery);
    }

    Coverage coverage(@Nullable String subscription) {
        return Coverage
                .since(subscription == null ? logs.sinceMillis() : logs.sinceMillis(subscription));
    }

    void resetPartition(int partition, long millis) {
        logs.resetPartition(partition, millis);
    }

    long bytes() {
        return logs.bytes();
    }

    private void evict(LogNode<DeadLetterEntry> node) {
        byPosition.remove(node.position());
        byDelivery.remove(node.content().subject().delivery(), node.content());
    }
}
