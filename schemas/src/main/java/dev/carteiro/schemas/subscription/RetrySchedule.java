package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Waiting times between attempts, before jitter. Immutable.
 *
 * @param waits waiting time after the first attempt, after the second, and so on; empty for a single attempt
 */
public record RetrySchedule(List<Duration> waits) {
    /**
     * Maximum sum of the waiting times: a third of the delivery topics' retention of 14 days, so that no retry is
     * deleted before its attempt.
     */
    public static final Duration MAX_TOTAL_WAIT = Duration.ofHours(112);

    public static final RetrySchedule DEFAULT = new RetrySchedule(
            Stream.of("5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h").map(Durations::parse).toList());

    public RetrySchedule {
        waits = List.copyOf(waits);
        Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
        if (sum.compareTo(MAX_TOTAL_WAIT) > 0) {
            throw new IllegalArgumentException("the waits add up to " + Durations.format(sum) + "; at most "
                    + Durations.format(MAX_TOTAL_WAIT) + " are allowed, a third of the retention of deliveries");
        }
    }

    /** Returns the waiting time after this number of attempts; empty if the schedule is exhausted. */
    public Optional<Duration> afterAttempt(int attempts) {
        return attempts <= waits.size() ? Optional.of(waits.get(attempts - 1)) : Optional.empty();
    }
}
