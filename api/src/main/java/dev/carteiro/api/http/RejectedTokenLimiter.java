package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.runtime.http.LruMap;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds what tokens that are not valid may cost, by the address they come from. Safe for any thread.
 *
 * <pre>
 *   from this address lately      a token that was valid lately      any other token
 *   few bad tokens                looked at                          looked at
 *   too many                      looked at                          429, and not looked at
 * </pre>
 *
 * <p>A flood must not shut out those who share its address, behind one gateway or one proxy: so tokens that were found
 * valid are remembered, as hashes, a bounded number of them. That is no shortcut to being let in: they are checked each time.
 */
final class RejectedTokenLimiter {
    private static final int MOST_REMEMBERED = 10_000;

    private final int perSecond;
    private final KeyedTokenBuckets buckets;
    private final Map<String, Boolean> validLately = new LruMap<>(MOST_REMEMBERED);

    /** @param perSecond from one address; twice as many at once after a rest */
    RejectedTokenLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        buckets = new KeyedTokenBuckets(new RateLimit(perSecond, Duration.ofSeconds(1)), 2 * perSecond, nanoClock);
    }

    /** @throws ApiException if the token is not to be looked at now */
    void admit(String address, String token) {
        long wait = buckets.lacks(address);
        if (wait > 0 && !wasValid(token)) {
            throw ApiException.later(ErrorCode.TOO_MANY_BAD_TOKENS,
                    "more than " + perSecond + " tokens per second from this address were not valid: this one was not"
                            + " looked at",
                    KeyedTokenBuckets.wholeSeconds(wait));
        }
    }

    void wasGood(String token) {
        String fingerprint = Fingerprint.of(token);
        synchronized (validLately) {
            validLately.put(fingerprint, true);
        }
    }

    void wasBad(String address, String token) {
        buckets.take(address);
        String fingerprint = Fingerprint.of(token);
        synchronized (validLately) {
            validLately.remove(fingerprint);
        }
    }

    private boolean wasValid(String token) {
        String fingerprint = Fingerprint.of(token);
        synchronized (validLately) {
            return validLately.get(fingerprint) != null;
        }
    }
}
