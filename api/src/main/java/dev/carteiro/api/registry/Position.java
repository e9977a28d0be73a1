package dev.carteiro.api.registry;

import java.util.Comparator;

/**
 * A place in a list's order. Immutable.
 *
 * @param key what the list is sorted by, empty where a subscription has none; the id itself when sorted by id
 * @param id makes the order total
 */
public record Position(String key, String id) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::key)
            .thenComparing(Position::id);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
