package dev.carteiro.api.history;

import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those that pass every condition that is given. Immutable.
 *
 * @param tenant of whom; {@code null} for anybody's
 * @param subscription its id; {@code null} for any
 * @param reason why they died; {@code null} for any
 * @param from died then or later; {@code null} for any time
 * @param to died before; {@code null} for any time
 */
public record DeadLetterQuery(@Nullable String tenant, @Nullable String subscription, @Nullable DeadLetterReason reason,
        @Nullable Instant from, @Nullable Instant to) {
    boolean wants(DeadLetterEntry letter) {
        return (tenant == null || tenant.equals(letter.subject().tenant()))
                && (subscription == null || subscription.equals(letter.subject().subscription()))
                && (reason == null || reason == letter.reason())
                && (from == null || !letter.diedAt().isBefore(from))
                && (to == null || letter.diedAt().isBefore(to));
    }
}
