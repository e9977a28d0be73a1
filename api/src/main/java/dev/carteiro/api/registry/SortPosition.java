package dev.carteiro.api.registry;

/**
 * A place in a list's order. Immutable.
 *
 * @param key what the list is sorted by, empty where a subscription has none; the id itself when sorted by id
 * @param id makes the order total
 */
public record SortPosition(String key, String id) implements Comparable<SortPosition> {
    @Override
    public int compareTo(SortPosition other) {
        int byKey = key.compareTo(other.key);
        return byKey != 0 ? byKey : id.compareTo(other.id);
    }
}
