package dev.carteiro.router.match;

import dev.carteiro.schemas.filter.ContentFilter;
import dev.carteiro.schemas.subscription.StatusChange;
import dev.carteiro.schemas.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * As much of a subscription as matching needs: no URL, headers or secrets. Immutable.
 *
 * @param match what it becomes when it matches
 * @param filter the content filter
 * @param statusChange the filter for status changes
 */
record MatchCandidate(Match match, @Nullable ContentFilter filter, @Nullable StatusChange statusChange) {

    static MatchCandidate of(Subscription subscription, long version) {
        return new MatchCandidate(new Match(subscription.id(), version), subscription.filter(),
                subscription.statusChange());
    }

    String id() {
        return match.subscription();
    }
}
