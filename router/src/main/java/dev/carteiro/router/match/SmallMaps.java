package dev.carteiro.router.match;

import java.util.HashMap;
import java.util.Map;

/**
 * Operations on maps that nearly always have one entry. Stateless. An index has a hundred thousand of them. A map with
 * one entry is an object without a hash table, so that a lookup accesses less memory. The caller owns the map, and must
 * replace it with the result.
 */
final class SmallMaps {
    private SmallMaps() {
    }

    static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        if (map.isEmpty() || (map.size() == 1 && map.containsKey(key))) {
            return Map.of(key, value);
        }
        Map<K, V> grown = map.size() == 1 ? new HashMap<>(map) : map;
        grown.put(key, value);
        return grown;
    }

    static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        if (map.size() == 1) {
            return Map.of();
        }
        map.remove(key);
        return map;
    }
}
