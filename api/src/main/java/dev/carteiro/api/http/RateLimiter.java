package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bounds the requests of each account. Safe for any thread. Only tokens that were found valid are counted, so that nobody
 * fills the buckets with made-up ones.
 */
final class RateLimiter {
    private final int perSecond;
    private final KeyedTokenBuckets buckets;

    RateLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        buckets = new KeyedTokenBuckets(new RateLimit(perSecond, Duration.ofSeconds(1)), 2 * perSecond, nanoClock);
    }

    /** @throws ApiException if the account has none left, saying when to come back */
    void take(String account) {
        long wait = buckets.take(Fingerprint.of(account));
        if (wait > 0) {
            throw ApiException.later(ErrorCode.TOO_MANY_REQUESTS,
                    "a tenant, or a token without one, has " + perSecond + " requests per second",
                    KeyedTokenBuckets.wholeSeconds(wait));
        }
    }

    int size() {
        return buckets.size();
    }
}
