package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptSubject;
import java.util.List;

/**
 * What is known of one delivery. Immutable.
 *
 * @param attempts the oldest first; none where only its dead letter is held
 * @param cut whether older attempts are held that are not among them
 * @param coverage from when on nothing is missing; attempts before may have been let go
 */
public record DeliveryHistory(AttemptSubject subject, DeliveryState state, List<AttemptEntry> attempts, boolean cut, Coverage coverage) {
    public DeliveryHistory {
        attempts = List.copyOf(attempts);
    }
}
