package dev.carteiro.dispatcher.retry;

import dev.carteiro.schemas.delivery.DeliveryProgress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The remaining wait of a record in a retry tier. Immutable.
 *
 * <p>It is computed by two clocks, either of which may be wrong: that of the dispatcher that wrote the record, and that
 * of the broker that appended it. The shorter wait counts.
 *
 * <pre>
 *   writer's   wake, due                                    compared with the wall clock
 *   broker's   appended + tier, appended + tier + due - wake   compared with the partition's own time
 * </pre>
 *
 * <p>A dispatcher whose clock is two hours ahead writes records that would wake two hours late and block the records
 * behind them. But no record needs to wait in a tier for longer than the tier's length after it was appended.
 *
 * @param untilWake the time until the wait in the tier ends; zero or negative if it has ended
 * @param untilDue the time until the delivery is due; zero or negative if it is due
 */
public record TierWait(Duration untilWake, Duration untilDue) {
    /** Allows for the time of a commit and for brokers' clocks that are slightly behind. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /**
     * Computes the remaining wait.
     *
     * @param tier the length of the retry tier; zero for a record of deliveries, which wakes at once
     * @param appended the record's append time
     * @param wall the current time by the wall clock
     * @param broker the current time of the partition's broker; {@code null} if unknown
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
