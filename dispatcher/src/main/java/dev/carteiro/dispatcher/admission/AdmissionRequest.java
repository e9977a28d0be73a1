package dev.carteiro.dispatcher.admission;

import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The needs of a delivery, as far as admission looks at them. Immutable.
 *
 * @param isTest neither an open circuit breaker nor the rate limit keeps a test back
 * @param maxInFlight requests that the subscription allows at the same time
 * @param rateLimit {@code null} where the subscription has none
 */
public record AdmissionRequest(boolean isTest, int maxInFlight, @Nullable RateLimit rateLimit) {
    public static AdmissionRequest of(Subscription subscription, boolean isTest) {
        return new AdmissionRequest(isTest, subscription.maxInFlight(), subscription.rateLimit());
    }
}
