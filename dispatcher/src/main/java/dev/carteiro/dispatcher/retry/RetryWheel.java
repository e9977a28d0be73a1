package dev.carteiro.dispatcher.retry;

import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The retry tiers as a timing wheel made of topics. Immutable.
 *
 * <p>A record due in <i>d</i> goes to the largest tier not above 1.02 <i>d</i> and is looked at when that tier's wait is
 * over; if it is not due then, it hops on with the remainder. So within one tier's partition wake times ascend, and
 * whoever reads it need only look at the head.
 *
 * <pre>
 *   due in 2h10m:   retry.2h ---2h--->  retry.5m --5m--> retry.5m --5m--> attempt
 * </pre>
 */
public final class RetryWheel {
    /** A tier a little longer than the wait saves hops and makes the attempt at most this much late. */
    private static final double TOLERANCE = 1.02;

    private final List<Duration> waits;
    private final List<String> topics;

    public RetryWheel(RetryTiers tiers, TopicNames names) {
        waits = tiers.waits();
        topics = tiers.topics(names);
    }

    /**
     * Where a delivery waits.
     *
     * @param topic the tier's topic
     * @param wake when to look at it again
     */
    public record RetrySlot(String topic, Instant wake) {
    }

    /** A wait shorter than every tier goes to the shortest one and wakes when it is due. */
    public RetrySlot place(Instant due, Instant now) {
        Duration wait = Duration.between(now, due);
        long reach = (long) (wait.toMillis() * TOLERANCE);
        for (int tier = waits.size() - 1; tier >= 0; tier--) {
            if (waits.get(tier).toMillis() <= reach) {
                return new RetrySlot(topics.get(tier), now.plus(waits.get(tier)));
            }
        }
        return new RetrySlot(topics.getFirst(), wait.isNegative() ? now : due);
    }

    /** The largest tier not above a length of time; zero if all are above. */
    public Duration largestWithin(Duration length) {
        Duration largest = Duration.ZERO;
        for (Duration wait : waits) {
            if (wait.compareTo(length) <= 0) {
                largest = wait;
            }
        }
        return largest;
    }
}
