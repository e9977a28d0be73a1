package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bounds what each account has written to Kafka, in bytes: every router, dispatcher and API reads all of it, and a change of
 * a subscription costs each of them more than it costs whoever asks for it. Safe for any thread.
 */
final class WriteLimiter {
    private static final int BYTES_PER_SECOND = 2 * 1024 * 1024;
    private static final int AT_ONCE = 16 * 1024 * 1024;

    /** What a record costs whatever it holds. */
    private static final int RECORD = 1024;

    private final KeyedTokenBuckets buckets;

    WriteLimiter(LongSupplier nanoClock) {
        buckets = new KeyedTokenBuckets(new RateLimit(BYTES_PER_SECOND, Duration.ofSeconds(1)), AT_ONCE, nanoClock);
    }

    /** @throws ApiException if the account has written too much, saying when to come back */
    void take(String account, long bytes) {
        long wait = buckets.take(Fingerprint.of(account), bytes + RECORD);
        if (wait > 0) {
            throw ApiException.later(ErrorCode.TOO_MANY_REQUESTS,
                    "a tenant, or a token without one, may write " + BYTES_PER_SECOND + " bytes per second",
                    KeyedTokenBuckets.wholeSeconds(wait));
        }
    }
}
