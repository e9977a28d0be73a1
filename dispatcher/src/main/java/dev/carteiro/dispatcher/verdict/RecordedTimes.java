package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Corrects the times in a delivery's headers by the time at which a broker appended the record. Stateless.
 *
 * <p>A process with a wrong clock, or another program, may write wrong times. A delivery must neither live for ever nor
 * be given up because of them. No event in a record can be later than the record itself. A time that was written as
 * "now" is the append time.
 */
public final class RecordedTimes {
    /** The largest difference between clocks that is not corrected. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** The longest life of a delivery, and so the latest due time. */
    private static final Duration MAX_WAIT = Duration.ofDays(14);

    private RecordedTimes() {
    }

    /**
     * Returns the delivery with corrected times.
     *
     * @param isNew true if the router, the API or a redrive wrote the record, that is when the delivery's life began
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
        Instant latestDue = appended.plus(MAX_WAIT);
        DeliveryProgress corrected = new DeliveryProgress(progress.attempts(), progress.firstAttempt(),
                progress.lastAttempt(),
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
