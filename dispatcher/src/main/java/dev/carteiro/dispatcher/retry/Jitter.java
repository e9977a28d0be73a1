package dev.carteiro.dispatcher.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Spreads retries, so that deliveries that failed together do not return together. Immutable except for its source of
 * randomness, and as safe for threads as that is.
 *
 * <p>A wait grows by up to a tenth, in multiples of the largest tier that is at most a twentieth of it. A finer jitter
 * would cost each retry a hop through the small tiers, and spread no better.
 */
public final class Jitter {
    private static final int MAX_EXTRA_DIVISOR = 10;
    private static final int MAX_UNIT_DIVISOR = 20;

    private final RetryWheel wheel;
    private final RandomGenerator random;

    public Jitter(RetryWheel wheel, RandomGenerator random) {
        this.wheel = wheel;
        this.random = random;
    }

    /** Returns the wait with jitter: never shorter, and longer by at most a tenth and one unit. */
    public Duration spread(Duration wait) {
        long unit = wheel.largestWithin(wait.dividedBy(MAX_UNIT_DIVISOR)).toMillis();
        if (unit == 0) {
            return wait;
        }
        long extra = random.nextLong(wait.toMillis() / MAX_EXTRA_DIVISOR);
        return wait.plusMillis(Math.ceilDiv(extra, unit) * unit);
    }
}
