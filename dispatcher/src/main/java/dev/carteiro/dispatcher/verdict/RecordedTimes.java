package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Corrects the times that a delivery's headers name by the time at which a broker appended the record. A process whose
 * clock is wrong writes wrong times, and so may anybody else: a delivery must neither live for ever nor be given up for
 * them. Stateless.
 *
 * <p>Nothing that a record tells of can have happened after it was written. What was written as "now" happened when the
 * record was appended.
 */
public final class RecordedTimes {
    /** Clocks that differ by no more than this are left alone. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** No delivery lives longer, so none is due later. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(14);

    private RecordedTimes() {
    }

    /**
     * @param isNew whether the router, the API or a redrive wrote the record, just when the delivery's life began
     */
    public static Delivery corrected(Delivery delivery, ConsumerRecord<byte[], byte[]> record, boolean isNew) {
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
            return delivery;
        }
        Instant appended = Instant.ofEpochMilli(record.timestamp());
        DeliveryProgress progress = delivery.progress();
        DeliveryProgress.Round round = progress.round();
        Instant redriven = round.began();
        Instant matched = redriven == null && isNew
                ? close(delivery.matchedAt(), appended)
                : notAfter(delivery.matchedAt(), appended);
        if (redriven != null) {
            redriven = isNew ? close(redriven, appended) : notAfter(redriven, appended);
        }
        Instant since = progress.heldSince();
        Duration longestHeld = Duration.between(matched, appended).plus(TOLERANCE);
        Instant due = progress.due();
        Instant latestDue = appended.plus(LONGEST_WAIT);
        DeliveryProgress corrected = new DeliveryProgress(progress.attempts(), progress.firstAttempt(), progress.lastAttempt(),
                due != null && due.isAfter(latestDue) ? latestDue : due, progress.wake(),
                progress.held().compareTo(longestHeld) > 0 ? longestHeld : progress.held(),
                since == null ? null : close(since, appended), progress.released(),
                new DeliveryProgress.Round(round.attemptsBefore(), redriven));
        return corrected.equals(progress) && matched.equals(delivery.matchedAt())
                ? delivery
                : delivery.matched(matched).with(corrected);
    }

    private static Instant close(Instant time, Instant appended) {
        return time.isBefore(appended.minus(TOLERANCE)) ? appended : notAfter(time, appended);
    }

    private static Instant notAfter(Instant time, Instant appended) {
        return time.isAfter(appended.plus(TOLERANCE)) ? appended : time;
    }
}
