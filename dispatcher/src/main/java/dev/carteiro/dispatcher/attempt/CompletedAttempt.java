package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.schemas.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;

/**
 * One request that was made, and its result. Immutable.
 *
 * @param attempted the delivery with this attempt counted
 * @param began the start by the wall clock
 * @param took the length by the monotonic clock
 */
record CompletedAttempt(Delivery attempted, SendResult answer, Instant began, Duration took) {
    Instant ended() {
        return began.plus(took);
    }
}
