package dev.carteiro.router.match;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscriptions that share a type pattern and an audience. Guarded by the index's lock. */
final class Group {
    private Map<String, Candidate> unfiltered = Map.of();
    private @Nullable FilterChunks filtered;

    void add(Candidate candidate) {
        if (candidate.filter() == null) {
            unfiltered = Few.with(unfiltered, candidate.id(), candidate);
            return;
        }
        FilterChunks chunks = filtered;
        if (chunks == null) {
            chunks = new FilterChunks();
            filtered = chunks;
        }
        chunks.add(candidate);
    }

    void remove(String id) {
        unfiltered = Few.without(unfiltered, id);
        FilterChunks chunks = filtered;
        if (chunks != null) {
            chunks.remove(id);
            filtered = chunks.isEmpty() ? null : chunks;
        }
    }

    boolean isEmpty() {
        return unfiltered.isEmpty() && filtered == null;
    }

    void collect(Selection selection) {
        selection.unfiltered().addAll(unfiltered.values());
        if (filtered != null) {
            filtered.addTo(selection.filtered());
        }
    }
}
