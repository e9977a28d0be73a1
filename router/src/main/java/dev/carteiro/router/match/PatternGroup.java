package dev.carteiro.router.match;

import java.util.Map;

/** Subscriptions with the same tenant, context and type pattern. Guarded by the lock of the index. */
final class PatternGroup {
    private Map<String, MatchCandidate> unfiltered = Map.of();
    private Map<String, MatchCandidate> filtered = Map.of();

    void add(MatchCandidate candidate) {
        if (candidate.filter() == null) {
            unfiltered = SmallMaps.with(unfiltered, candidate.id(), candidate);
        } else {
            filtered = SmallMaps.with(filtered, candidate.id(), candidate);
        }
    }

    void remove(String id) {
        unfiltered = SmallMaps.without(unfiltered, id);
        filtered = SmallMaps.without(filtered, id);
    }

    boolean isEmpty() {
        return unfiltered.isEmpty() && filtered.isEmpty();
    }

    void collect(CandidateSelection selection) {
        selection.unfiltered().addAll(unfiltered.values());
        selection.filtered().addAll(filtered.values());
    }
}
