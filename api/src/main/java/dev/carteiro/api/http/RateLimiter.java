package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds the requests of each token. Safe for any thread.
 *
 * <p>Only tokens that were found valid are counted, so that nobody fills the map with made-up ones. It holds a bounded
 * number, the most recently used; a token that fell out begins anew with a full bucket. Tokens are kept as hashes.
 */
final class RateLimiter {
    private static final int MOST_TOKENS = 10_000;
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final LongSupplier nanoClock;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MOST_TOKENS;
        }
    };

    RateLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
    }

    /** @throws Refusal if the token has none left, saying when to come back */
    void take(String token) {
        long now = nanoClock.getAsLong();
        long wait;
        String key = hash(token);
        synchronized (buckets) {
            wait = buckets.computeIfAbsent(key, k -> new TokenBucket(perSecond, now)).take(now);
        }
        if (wait > 0) {
            throw Refusal.later(ErrorCode.TOO_MANY_REQUESTS, "a token may be used " + perSecond + " times per second",
                    (wait + SECOND - 1) / SECOND);
        }
    }

    int size() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
