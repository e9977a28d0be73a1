package dev.carteiro.dispatcher.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Spreads retries, so that the deliveries that failed together do not return together. Immutable but for its source of
 * randomness; as safe for threads as that is.
 *
 * <p>A wait grows by up to a tenth, in whole units of the largest tier not above a twentieth of it: a finer jitter would
 * cost a hop through the small tiers for each retry and spread no better.
 */
public final class Jitter {
    private static final int WIDEST = 10;
    private static final int UNIT = 20;

    private final RetryWheel wheel;
    private final RandomGenerator random;

    public Jitter(RetryWheel wheel, RandomGenerator random) {
        this.wheel = wheel;
        this.random = random;
    }

    /** The wait with its jitter: never shorter, at most a tenth and one unit longer. */
    public Duration spread(Duration wait) {
        long unit = wheel.largestWithin(wait.dividedBy(UNIT)).toMillis();
        if (unit == 0) {
            return wait;
        }
        long extra = random.nextLong(wait.toMillis() / WIDEST);
        return wait.plusMillis(Math.ceilDiv(extra, unit) * unit);
    }
}
