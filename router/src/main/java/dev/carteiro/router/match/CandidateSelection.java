package dev.carteiro.router.match;

import java.util.ArrayList;
import java.util.List;

/**
 * Candidates that the first step of matching selects for an event, under the lock of the index; their filters are
 * evaluated outside of it. The caller owns the lists; their elements are immutable.
 *
 * @param unfiltered candidates without a content filter
 * @param filtered candidates that have one
 * @param mayRepeat whether a subscription may occur more than once, which is possible only if several patterns match
 */
record CandidateSelection(List<MatchCandidate> unfiltered, List<MatchCandidate> filtered, boolean mayRepeat) {

    /** Returns an empty selection for this number of matching patterns. */
    static CandidateSelection of(int patterns) {
        return new CandidateSelection(new ArrayList<>(), new ArrayList<>(), patterns > 1);
    }
}
