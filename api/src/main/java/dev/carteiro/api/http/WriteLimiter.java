package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits the bytes that each account writes to Kafka. Every router, dispatcher and API reads all of them, so a change
 * costs the system more than it costs the caller. Safe for any thread.
 */
final class WriteLimiter {
    private static final int BYTES_PER_SECOND = 2 * 1024 * 1024;
    private static final int BURST_BYTES = 16 * 1024 * 1024;

    /** Cost of a record besides its content. */
    private static final int RECORD_OVERHEAD_BYTES = 1024;

    private final KeyedTokenBuckets buckets;

    WriteLimiter(LongSupplier nanoClock) {
        buckets = new KeyedTokenBuckets(new RateLimit(BYTES_PER_SECOND, Duration.ofSeconds(1)), BURST_BYTES, nanoClock);
    }

    /**
     * Charges a write to the account.
     *
     * @throws ApiException if the account has written too much; it says when to try again
     */
    void take(String account, long bytes) {
        long wait = buckets.take(Fingerprint.of(account), bytes + RECORD_OVERHEAD_BYTES);
        if (wait > 0) {
            throw ApiException.retryLater(ErrorCode.TOO_MANY_REQUESTS,
                    "more than " + BYTES_PER_SECOND
                            + " bytes written per second by one tenant, or by one token without a tenant",
                    KeyedTokenBuckets.wholeSeconds(wait));
        }
    }
}
