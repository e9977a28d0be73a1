package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptSubject;
import java.util.List;

/**
 * The known history of one delivery. Immutable.
 *
 * @param attempts oldest first; empty if only the dead letter is held
 * @param truncated whether older attempts are held but not returned
 * @param coverage since when nothing is missing; older attempts may have been evicted
 */
public record DeliveryHistory(AttemptSubject subject, DeliveryState state, List<AttemptEntry> attempts,
        boolean truncated, Coverage coverage) {
    public DeliveryHistory {
        attempts = List.copyOf(attempts);
    }
}
