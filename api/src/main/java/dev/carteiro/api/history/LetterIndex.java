package dev.carteiro.api.history;

import dev.carteiro.api.history.Shelf.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Dead letters in the order of time, over all subscriptions. Guarded by the history's lock. */
final class LetterIndex {
    private final Shelves<Letter> shelves;
    private final NavigableMap<Position, Letter> letters = new TreeMap<>();

    LetterIndex(long maxBytes) {
        shelves = new Shelves<>(maxBytes, this::letGo);
    }

    void add(Letter letter) {
        shelves.add(letter.subject().subscription(), letter.position(), letter, letter.bytes());
        letters.put(letter.position(), letter);
        shelves.trim();
    }

    /** The newest first. */
    List<Letter> newest(Predicate<Letter> wanted, @Nullable Position before, int most) {
        List<Letter> found = new ArrayList<>();
        NavigableMap<Position, Letter> older = before == null ? letters : letters.headMap(before, false);
        for (Letter letter : older.descendingMap().values()) {
            if (found.size() == most) {
                break;
            }
            if (wanted.test(letter)) {
                found.add(letter);
            }
        }
        return found;
    }

    /** The newest letter of a delivery. */
    @Nullable
    Letter of(String delivery) {
        return newest(letter -> letter.subject().delivery().equals(delivery), null, 1).stream().findFirst()
                .orElse(null);
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
        Objects.requireNonNull(letters.remove(node.position()));
    }
}
