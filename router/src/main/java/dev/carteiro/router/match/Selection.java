package dev.carteiro.router.match;

import java.util.ArrayList;
import java.util.List;

/**
 * What the first step selected for an event, taken under the index's lock and judged outside it. The lists are the
 * caller's own; what they hold is immutable.
 *
 * @param unfiltered candidates without a content filter
 * @param filtered chunks of candidates that have one
 */
record Selection(List<Candidate> unfiltered, List<FilterChunk> filtered) {

    static Selection empty() {
        return new Selection(new ArrayList<>(), new ArrayList<>());
    }
}
