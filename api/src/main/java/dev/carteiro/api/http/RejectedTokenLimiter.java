package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.runtime.http.LruMap;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits the cost of invalid tokens by client address. Safe for any thread.
 *
 * <pre>
 *   recent tokens of this address    a recently valid token    any other token
 *   few invalid ones                 is checked                is checked
 *   too many invalid ones            is checked                429, is not checked
 * </pre>
 *
 * <p>A flood must not lock out other clients behind the same gateway or proxy. Therefore recently valid tokens are
 * remembered as hashes, up to a bound. A remembered token is still checked each time.
 */
final class RejectedTokenLimiter {
    private static final int MAX_REMEMBERED_TOKENS = 10_000;

    private final int perSecond;
    private final KeyedTokenBuckets buckets;
    private final Map<String, Boolean> recentlyValid = new LruMap<>(MAX_REMEMBERED_TOKENS);

    /** @param perSecond invalid tokens from one address; the burst is twice that */
    RejectedTokenLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        buckets = new KeyedTokenBuckets(new RateLimit(perSecond, Duration.ofSeconds(1)), 2 * perSecond, nanoClock);
    }

    /**
     * Requires that a token may be checked now.
     *
     * @throws ApiException if its address has sent too many invalid tokens and the token was not valid recently
     */
    void requireCapacity(String address, String token) {
        long wait = buckets.nanosUntilToken(address);
        if (wait > 0 && !wasRecentlyValid(token)) {
            throw ApiException.retryLater(ErrorCode.TOO_MANY_BAD_TOKENS,
                    "more than " + perSecond + " invalid tokens per second came from this address: this one was not"
                            + " checked",
                    KeyedTokenBuckets.wholeSeconds(wait));
        }
    }

    void recordValid(String token) {
        String fingerprint = Fingerprint.of(token);
        synchronized (recentlyValid) {
            recentlyValid.put(fingerprint, true);
        }
    }

    void recordInvalid(String address, String token) {
        buckets.take(address);
        String fingerprint = Fingerprint.of(token);
        synchronized (recentlyValid) {
            recentlyValid.remove(fingerprint);
        }
    }

    private boolean wasRecentlyValid(String token) {
        String fingerprint = Fingerprint.of(token);
        synchronized (recentlyValid) {
            return recentlyValid.get(fingerprint) != null;
        }
    }
}
