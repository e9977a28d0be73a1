package dev.carteiro.router.match;

import dev.carteiro.schemas.filter.ContentFilter;
import dev.carteiro.schemas.subscription.StatusChange;
import dev.carteiro.schemas.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The part of a subscription that matching needs, without URL, headers and secrets. Immutable.
 *
 * @param match result if the subscription matches
 * @param filter content filter
 * @param statusChange filter for status changes
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
