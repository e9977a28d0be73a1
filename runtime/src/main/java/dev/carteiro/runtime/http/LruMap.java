package dev.carteiro.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets what was used longest ago when it would hold more than it may; for what is known of addresses, names
 * and tokens, of which anyone can make up more. Not safe for several threads, not even to read.
 */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    /** @param most how many it holds */
    public LruMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
