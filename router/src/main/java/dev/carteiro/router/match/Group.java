package dev.carteiro.router.match;

import java.util.Map;

/** The subscriptions of one audience that share a type pattern. Guarded by the index's lock. */
final class Group {
    private Map<String, Candidate> unfiltered = Map.of();
    private Map<String, Candidate> filtered = Map.of();

    void add(Candidate candidate) {
        if (candidate.filter() == null) {
            unfiltered = Few.with(unfiltered, candidate.id(), candidate);
        } else {
            filtered = Few.with(filtered, candidate.id(), candidate);
        }
    }

    void remove(String id) {
        unfiltered = Few.without(unfiltered, id);
        filtered = Few.without(filtered, id);
    }

    boolean isEmpty() {
        return unfiltered.isEmpty() && filtered.isEmpty();
    }

    void collect(Selection selection) {
        selection.unfiltered().addAll(unfiltered.values());
        selection.filtered().addAll(filtered.values());
    }
}
