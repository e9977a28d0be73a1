package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The waits between attempts, before jitter. Immutable.
 *
 * @param waits the wait after the first attempt, after the second, and so on; empty for a single attempt
 */
public record RetrySchedule(List<Duration> waits) {
    /** A third of the delivery topics' retention of 14 days: no retry is deleted before it is tried. */
    public static final Duration LONGEST = Duration.ofHours(112);

    public static final RetrySchedule DEFAULT = new RetrySchedule(
            Stream.of("5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h").map(Durations::parse).toList());

    public RetrySchedule {
        waits = List.copyOf(waits);
        Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
        if (sum.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the waits add up to " + Durations.format(sum) + "; at most "
                    + Durations.format(LONGEST) + ", a third of how long deliveries are kept");
        }
    }

    /** The wait after so many attempts; empty when the schedule is spent. */
    public Optional<Duration> afterAttempt(int attempts) {
        return attempts <= waits.size() ? Optional.of(waits.get(attempts - 1)) : Optional.empty();
    }
}
