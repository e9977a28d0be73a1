package dev.carteiro.router.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Maps literal texts to values, and finds the values for all prefixes or all suffixes of a type. Guarded by the lock of
 * the index. A search takes one hash lookup per length in use. Its cost depends on the number of lengths (at most 257),
 * not on the number of literals.
 */
final class LiteralMap<V> {
    private final Map<String, V> values = new HashMap<>();
    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

    V computeIfAbsent(String literal, Supplier<V> factory) {
        V value = values.get(literal);
        if (value == null) {
            value = factory.get();
            values.put(literal, value);
            lengths.merge(literal.length(), 1, Integer::sum);
        }
        return value;
    }

    @Nullable
    V get(String literal) {
        return values.get(literal);
    }

    void remove(String literal) {
        if (values.remove(literal) != null) {
            lengths.computeIfPresent(literal.length(), (length, count) -> count == 1 ? null : count - 1);
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    List<V> valuesOfPrefixes(String type) {
        List<V> found = new ArrayList<>();
        for (int length : lengths.headMap(type.length(), true).keySet()) {
            addIfPresent(found, type.substring(0, length));
        }
        return found;
    }

    List<V> valuesOfSuffixes(String type) {
        List<V> found = new ArrayList<>();
        for (int length : lengths.headMap(type.length(), true).keySet()) {
            addIfPresent(found, type.substring(type.length() - length));
        }
        return found;
    }

    private void addIfPresent(List<V> found, String literal) {
        V value = values.get(literal);
        if (value != null) {
            found.add(value);
        }
    }
}
