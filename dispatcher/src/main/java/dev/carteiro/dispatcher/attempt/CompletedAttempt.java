package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.schemas.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;

/**
 * One request that was made, and what came of it. Immutable.
 *
 * @param attempted the delivery with the attempt counted
 */
record CompletedAttempt(Delivery attempted, SendResult answer, Instant began, Duration took) {
    Instant ended() {
        return began.plus(took);
    }
}
