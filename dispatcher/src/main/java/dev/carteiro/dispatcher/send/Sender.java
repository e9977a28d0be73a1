package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.verdict.Answer;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;

/** Makes one attempt, blocking the calling virtual thread until it is over. Safe for any thread. */
public interface Sender {
    /**
     * Never throws: whatever goes wrong is an answer.
     *
     * @param attempt the attempt's number, from 1
     * @param at when it begins; the timestamp that is signed
     */
    Answer send(Subscription subscription, Delivery delivery, int attempt, Instant at);
}
