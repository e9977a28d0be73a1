package dev.carteiro.router.match;

import java.util.HashMap;
import java.util.Map;

/**
 * Maps that have one entry nearly always, a hundred thousand of them: one is an object and no table, so that finding it touches
 * a few places in memory less. A map belongs to whoever replaces it by what is returned. Stateless.
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
