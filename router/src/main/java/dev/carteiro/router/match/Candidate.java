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
record Candidate(Match match, @Nullable ContentFilter filter, @Nullable StatusChange statusChange) {

    static Candidate of(Subscription subscription, long version) {
        return new Candidate(new Match(subscription.id(), version), subscription.filter(),
                subscription.statusChange());
    }

    String id() {
        return match.subscription();
    }
}
