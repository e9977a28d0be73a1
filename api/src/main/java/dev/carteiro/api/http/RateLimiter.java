package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.Refusal;
import java.util.function.LongSupplier;

/**
 * Bounds the requests of each token. Safe for any thread. Only tokens that were found valid are counted, so that nobody
 * fills the buckets with made-up ones.
 */
final class RateLimiter {
    private final int perSecond;
    private final Buckets buckets;

    RateLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        buckets = new Buckets(perSecond, nanoClock);
    }

    /** @throws Refusal if the token has none left, saying when to come back */
    void take(String token) {
        long wait = buckets.take(Fingerprint.of(token));
        if (wait > 0) {
            throw Refusal.later(ErrorCode.TOO_MANY_REQUESTS, "a token may be used " + perSecond + " times per second",
                    TokenBucket.wholeSeconds(wait));
        }
    }

    int size() {
        return buckets.size();
    }
}
