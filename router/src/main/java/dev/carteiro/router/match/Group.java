package dev.carteiro.router.match;

import java.util.HashMap;
import java.util.Map;

/** The subscriptions that share a type pattern and an audience. Guarded by the index's lock. */
final class Group {
    private final Map<String, Candidate> unfiltered = new HashMap<>();
    private final FilterChunks filtered = new FilterChunks();

    void add(Candidate candidate) {
        if (candidate.filter() == null) {
            unfiltered.put(candidate.id(), candidate);
        } else {
            filtered.add(candidate);
        }
    }

    void remove(String id) {
        if (unfiltered.remove(id) == null) {
            filtered.remove(id);
        }
    }

    boolean isEmpty() {
        return unfiltered.isEmpty() && filtered.isEmpty();
    }

    void collect(Selection selection) {
        selection.unfiltered().addAll(unfiltered.values());
        filtered.addTo(selection.filtered());
    }
}
