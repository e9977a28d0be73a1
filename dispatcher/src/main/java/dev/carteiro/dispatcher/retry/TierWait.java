package dev.carteiro.dispatcher.retry;

import dev.carteiro.schemas.delivery.DeliveryProgress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much longer a record in a retry tier waits, by two clocks of which either may be wrong: that of the dispatcher that
 * wrote it, and that of the broker that appended it. The earlier of the two counts. Immutable.
 *
 * <pre>
 *   writer's   wake, due                                    compared with the wall clock
 *   broker's   appended + tier, appended + tier + due - wake   compared with the partition's own time
 * </pre>
 *
 * <p>A dispatcher whose clock is two hours ahead writes records that would wake two hours late and keep everybody's
 * behind them. No record of a tier has to wait for longer than the tier's length from when it was appended.
 *
 * @param untilWake not positive when the record may be looked at
 * @param untilDue not positive when the delivery may be tried
 */
public record TierWait(Duration untilWake, Duration untilDue) {
    /** A commit takes its time from the wall clock, and the brokers' may be a little behind. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /**
     * @param tier the length of the retry tier; zero for a record of deliveries, which wakes at once
     * @param appended the record's append time
     * @param wall now, by the wall clock
     * @param broker now, by the time of the partition's broker; {@code null} where it is unknown
     */
    public static TierWait of(DeliveryProgress progress, Duration tier, Instant appended, Instant wall,
            @Nullable Instant broker) {
        Instant wake = progress.wake();
        Instant due = progress.due();
        Duration untilWake = wake == null || tier.isZero() ? Duration.ZERO : Duration.between(wall, wake);
        Duration untilDue = due == null ? Duration.ZERO : Duration.between(wall, due);
        if (broker == null || wake == null || tier.isZero()) {
            return new TierWait(untilWake, untilDue);
        }
        Instant latestWake = appended.plus(tier).plus(SLACK);
        Duration rest = due == null || due.isBefore(wake) ? Duration.ZERO : Duration.between(wake, due);
        return new TierWait(shorter(untilWake, Duration.between(broker, latestWake)),
                shorter(untilDue, Duration.between(broker, latestWake.plus(rest))));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
