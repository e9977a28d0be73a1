package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits the requests of each account. Safe for any thread. Only requests with a valid token are counted, so that
 * invented tokens cannot fill the buckets.
 */
final class RateLimiter {
    private final int perSecond;
    private final KeyedTokenBuckets buckets;

    RateLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        buckets = new KeyedTokenBuckets(new RateLimit(perSecond, Duration.ofSeconds(1)), 2 * perSecond, nanoClock);
    }

    /**
     * Takes one request from the account's budget.
     *
     * @throws ApiException if none is left; it says when to try again
     */
    void take(String account) {
        long wait = buckets.take(Fingerprint.of(account));
        if (wait > 0) {
            throw ApiException.retryLater(ErrorCode.TOO_MANY_REQUESTS,
                    "more than " + perSecond + " requests per second of one tenant, or of one token without a tenant",
                    KeyedTokenBuckets.wholeSeconds(wait));
        }
    }

    int size() {
        return buckets.size();
    }
}
