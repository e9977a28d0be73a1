package dev.carteiro.router.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by literal text, found by everything a type begins with, or ends with. One hash look-up for each length in
 * use, so the cost follows the lengths (at most 257) and never the number of literals. Guarded by the index's lock.
 */
final class LiteralMap<V> {
    private final Map<String, V> values = new HashMap<>();
    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

    V computeIfAbsent(String literal, Supplier<V> fresh) {
        V value = values.get(literal);
        if (value == null) {
            value = fresh.get();
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

    List<V> startsOf(String type) {
        List<V> found = new ArrayList<>();
        for (int length : lengths.headMap(type.length(), true).keySet()) {
            addIfPresent(found, type.substring(0, length));
        }
        return found;
    }

    List<V> endsOf(String type) {
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
