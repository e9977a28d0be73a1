package dev.carteiro.dispatcher.outcome;

import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.runtime.logging.LogLine;
import dev.carteiro.runtime.logging.RateLimitedLog;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.SourceRecord;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs the outcomes that matter to the operator: deliveries given up, invalid records, and attempts blocked by a
 * setting. All other attempts are in the attempts topic, not in the log. Safe for any thread.
 */
public final class OutcomeLogger {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLogger.class);

    private final RateLimitedLog dead;
    private final RateLimitedLog invalid;
    private final RateLimitedLog blocked;

    /** @param nanos the monotonic clock, in nanoseconds */
    public OutcomeLogger(LongSupplier nanos) {
        dead = new RateLimitedLog(LOG, Level.INFO, "dead letters", nanos);
        invalid = new RateLimitedLog(LOG, Level.WARN, "quarantined records", nanos);
        blocked = new RateLimitedLog(LOG, Level.WARN, "blocked attempts", nanos);
    }

    /** Logs a committed consequence. */
    public void committed(Consequence consequence) {
        switch (consequence) {
            case Consequence.DeadLettered buried -> {
                logIfBlocked(buried.attempt());
                logDeadLetter(buried);
            }
            case Consequence.Quarantined quarantined -> logQuarantined(quarantined.source());
            case Consequence.WithStatusChange noted -> committed(noted.consequence());
            case Consequence.Delivered done -> {
            }
            case Consequence.Retried retried -> logIfBlocked(retried.attempt());
            case Consequence.Tested tested -> logIfBlocked(tested.attempt());
            case Consequence.Cancelled cancelled -> {
            }
            case Consequence.Moved moved -> {
            }
            case Consequence.Held held -> {
            }
        }
    }

    private void logIfBlocked(AttemptRecord attempt) {
        if (!FailureKind.BLOCKED.code().equals(attempt.error())) {
            return;
        }
        blocked.write(() -> new LogLine(
                "an attempt for subscription " + attempt.subject().subscription() + " was blocked: " + attempt.detail()
                        + " (see the setting targets.allow, which must be the same for routers and dispatchers)",
                Map.of("deliveryId", attempt.subject().delivery(), "subscription", attempt.subject().subscription())));
    }

    private void logDeadLetter(Consequence.DeadLettered buried) {
        Delivery delivery = buried.letter().delivery();
        dead.write(() -> {
            String reason = buried.letter().reason().code();
            int attempts = delivery.progress().attempts();
            return new LogLine(
                    "delivery " + delivery.id() + " of subscription " + delivery.subscription()
                            + " was given up after " + attempts + " attempts: " + reason,
                    Map.of("deliveryId", delivery.id(), "subscription", delivery.subscription(), "eventId",
                            delivery.eventId(), "reason", reason, "attempts", attempts));
        });
    }

    private void logQuarantined(SourceRecord source) {
        invalid.write(() -> new LogLine(
                source.topic() + "-" + source.partition() + " offset " + source.offset()
                        + " is not a valid delivery and was moved to quarantine",
                Map.of("topic", source.topic(), "partition", source.partition(), "offset", source.offset())));
    }
}
