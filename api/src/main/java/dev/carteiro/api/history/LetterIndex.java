package dev.carteiro.api.history;

import dev.carteiro.api.history.Shelf.Node;
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
final class LetterIndex {
    private final Shelves<Letter> shelves;
    private final ConcurrentNavigableMap<Position, Letter> letters = new ConcurrentSkipListMap<>();
    private final Map<String, Letter> byDelivery = new ConcurrentHashMap<>();

    LetterIndex(long maxBytes) {
        shelves = new Shelves<>(maxBytes, this::letGo);
    }

    void add(Letter letter) {
        shelves.add(letter.subject().subscription(), letter.position(), letter, letter.bytes());
        letters.put(letter.position(), letter);
        byDelivery.put(letter.subject().delivery(), letter);
        shelves.trim();
    }

    /** The newest first. Safe for any thread, without the lock. */
    Excerpt<Letter> newest(Predicate<Letter> wanted, @Nullable Position before, int most, int mostBytes) {
        Excerpt<Letter> found = new Excerpt<>(most, mostBytes);
        ConcurrentNavigableMap<Position, Letter> older = before == null ? letters : letters.headMap(before, false);
        for (Letter letter : older.descendingMap().values()) {
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
    Letter of(String delivery) {
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

    private void letGo(Node<Letter> node) {
        letters.remove(node.position());
        byDelivery.remove(node.content().subject().delivery(), node.content());
    }
}
