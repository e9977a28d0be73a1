package dev.carteiro.router.match;

import java.util.ArrayList;
import java.util.List;

/**
 * What the first step selected for an event, taken under the index's lock and judged outside it. The lists are the
 * caller's own; what they hold is immutable.
 *
 * @param unfiltered candidates without a content filter
 * @param filtered candidates that have one
 * @param mayRepeat whether a subscription may be among them more than once, as it may where several patterns match; one alone
 *     never selects it twice
 */
record CandidateSelection(List<MatchCandidate> unfiltered, List<MatchCandidate> filtered, boolean mayRepeat) {

    /** Nothing yet, of so many patterns that match. */
    static CandidateSelection of(int patterns) {
        return new CandidateSelection(new ArrayList<>(), new ArrayList<>(), patterns > 1);
    }
}
