package dev.carteiro.api.registry;

/**
 * A position in a list's order. Immutable.
 *
 * @param key the sort key: the name, empty if there is none, or the id
 * @param id makes the order total
 */
public record SortPosition(String key, String id) implements Comparable<SortPosition> {
    @Override
    public int compareTo(SortPosition other) {
        int byKey = key.compareTo(other.key);
        return byKey != 0 ? byKey : id.compareTo(other.id);
    }
}
