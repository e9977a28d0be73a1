package dev.carteiro.router.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.subscription.StatusChange;
import dev.carteiro.schemas.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * As much of a subscription as matching needs: no URL, headers or secrets. Immutable.
 *
 * @param match what it becomes when it matches
 * @param filter the content filter as JSON text
 * @param statusChange the filter for status changes
 */
record Candidate(Match match, @Nullable String filter, @Nullable StatusChange statusChange) {

    static Candidate of(Subscription subscription, long version) {
        JsonNode filter = subscription.filter();
        return new Candidate(new Match(subscription.id(), version), filter == null ? null : filter.toString(),
                subscription.statusChange());
    }

    String id() {
        return match.subscription();
    }
}
