package dev.carteiro.api.history;

import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter on dead letters: all given conditions must hold. Immutable.
 *
 * @param tenant the event's tenant; {@code null} for any
 * @param subscription the subscription's id; {@code null} for any
 * @param reason the reason; {@code null} for any
 * @param from given up at this time or later; {@code null} for any
 * @param to given up before this time; {@code null} for any
 */
public record DeadLetterQuery(@Nullable String tenant, @Nullable String subscription, @Nullable DeadLetterReason reason,
        @Nullable Instant from, @Nullable Instant to) {
    boolean matches(DeadLetterEntry deadLetter) {
        return (tenant == null || tenant.equals(deadLetter.subject().tenant()))
                && (subscription == null || subscription.equals(deadLetter.subject().subscription()))
                && (reason == null || reason == deadLetter.reason())
                && (from == null || !deadLetter.diedAt().isBefore(from))
                && (to == null || deadLetter.diedAt().isBefore(to));
    }
}
