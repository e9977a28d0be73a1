package dev.carteiro.dispatcher.retry;

import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A timing wheel whose slots are the retry topics (tiers). Immutable.
 *
 * <p>A record due in <i>d</i> goes to the largest tier of at most 1.02 <i>d</i>. When that tier's wait is over and the
 * record is not yet due, it hops to another tier with the remainder. So the wake times within a tier's partition
 * ascend, and its reader needs to check only the head.
 *
 * <pre>
 *   due in 2h10m:   retry.2h ---2h--->  retry.5m --5m--> retry.5m --5m--> attempt
 * </pre>
 */
public final class RetryWheel {
    /**
     * Allows a tier that is slightly longer than the wait, which saves hops; the attempt is late by at most this
     * factor.
     */
    private static final double TOLERANCE = 1.02;

    private final List<Duration> waits;
    private final List<String> topics;

    public RetryWheel(RetryTiers tiers, TopicNames names) {
        waits = tiers.waits();
        topics = tiers.topics(names);
    }

    /**
     * The place where a delivery waits.
     *
     * @param topic the tier's topic
     * @param wake the end of the wait in this tier
     */
    public record RetrySlot(String topic, Instant wake) {
    }

    /** Returns the place for a due time. A wait shorter than every tier goes to the shortest one and wakes when due. */
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

    /** Returns the largest tier of at most the given length; zero if all are longer. */
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
