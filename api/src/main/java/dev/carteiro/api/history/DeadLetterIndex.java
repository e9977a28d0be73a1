package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters in the order of time, over all subscriptions. Guarded by the history's lock, but for what says otherwise: a
 * search may have to look at all of them, and must not keep whoever writes from it.
 */
final class DeadLetterIndex {
    private final LogStore<DeadLetterEntry> shelves;
    private final ConcurrentNavigableMap<HistoryPosition, DeadLetterEntry> letters = new ConcurrentSkipListMap<>();
    private final Map<String, DeadLetterEntry> byDelivery = new ConcurrentHashMap<>();

    DeadLetterIndex(long maxBytes) {
        shelves = new LogStore<>(maxBytes, this::letGo);
    }

    void add(DeadLetterEntry letter) {
        shelves.add(letter.subject().subscription(), letter.position(), letter, letter.bytes());
        letters.put(letter.position(), letter);
        byDelivery.put(letter.subject().delivery(), letter);
        shelves.trim();
    }

    /** The newest first. Safe for any thread, without the lock. */
    BoundedResults<DeadLetterEntry> newest(Predicate<DeadLetterEntry> wanted, @Nullable HistoryPosition before, int most, int mostBytes) {
        BoundedResults<DeadLetterEntry> found = new BoundedResults<>(most, mostBytes);
        ConcurrentNavigableMap<HistoryPosition, DeadLetterEntry> older = before == null ? letters : letters.headMap(before, false);
        for (DeadLetterEntry letter : older.descendingMap().values()) {
            if (found.isFull()) {
                break;
            }
            if (wanted.test(letter)) {
                found.add(letter, letter.bytes());
            }
        }
        return found;
    }

    /** The newest letter of a delivery. Safe for any thread, without the lock. */
    @Nullable
    DeadLetterEntry of(String delivery) {
        return byDelivery.get(delivery);
    }

    Coverage coverage(@Nullable String subscription) {
        return Coverage
                .since(subscription == null ? shelves.sinceMillis() : shelves.sinceMillis(subscription));
    }

    void begin(int partition, long millis) {
        shelves.begin(partition, millis);
    }

    long bytes() {
        return shelves.bytes();
    }

    private void letGo(LogNode<DeadLetterEntry> node) {
        letters.remove(node.position());
        byDelivery.remove(node.content().subject().delivery(), node.content());
    }
}
