package dev.carteiro.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map with a maximum size that evicts the least recently used entry. For data about addresses, names and tokens, which a client
 * can invent in any number. Not thread-safe, not even for reads.
 */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int maxEntries;

    /** @param maxEntries maximum number of entries */
    public LruMap(int maxEntries) {
        super(16, 0.75f, true);
        this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxEntries;
    }
}
