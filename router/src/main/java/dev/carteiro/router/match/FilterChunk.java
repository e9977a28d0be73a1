package dev.carteiro.router.match;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few candidates whose filters are evaluated together. Immutable but for its machine, which the first event that
 * needs it compiles: loading subscriptions compiles nothing. Safe for any thread.
 */
final class FilterChunk {
    static final FilterChunk EMPTY = new FilterChunk(List.of());

    private final List<Candidate> candidates;
    private volatile @Nullable FilterMachine machine;

    private FilterChunk(List<Candidate> candidates) {
        this.candidates = candidates;
    }

    int size() {
        return candidates.size();
    }

    FilterChunk with(Candidate candidate) {
        List<Candidate> more = new ArrayList<>(candidates);
        more.add(candidate);
        return new FilterChunk(List.copyOf(more));
    }

    FilterChunk without(String id) {
        return new FilterChunk(candidates.stream().filter(candidate -> !candidate.id().equals(id)).toList());
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /** Hands every candidate whose filter passes to {@code judge}, and reports those whose filter fails. */
    void evaluate(JsonNode document, Judge judge) {
        FilterMachine current = machine;
        if (current == null) {
            // Two threads may both compile; either result serves.
            current = FilterMachine.compile(candidates);
            machine = current;
        }
        current.evaluate(document, judge);
    }
}
