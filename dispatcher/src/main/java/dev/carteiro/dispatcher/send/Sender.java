package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;
import java.util.Optional;

/** Sends the request of one attempt; blocks the calling virtual thread. Safe for any thread. */
public interface Sender {
    /**
     * Sends the request. Every failure of the receiver, or on the way to it, is returned and not thrown.
     *
     * @param attempt the attempt's number, from 1
     * @param at the start of the attempt; the timestamp that is signed
     * @throws OutOfSocketsException if this process cannot open a socket; nothing was sent, and the receiver is not the
     *     cause
     */
    SendResult send(Subscription subscription, Delivery delivery, int attempt, Instant at) throws OutOfSocketsException;

    /**
     * Returns why the remaining connections should be left to endpoints that have just succeeded.
     *
     * @param others the number of attempts in flight at other endpoints
     * @return empty while there are enough connections
     */
    default Optional<String> nearSocketLimit(int others) {
        return Optional.empty();
    }
}
