package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;
import java.util.Optional;

/** Makes one attempt, blocking the calling virtual thread until it is over. Safe for any thread. */
public interface Sender {
    /**
     * Whatever goes wrong with the receiver, or on the way to it, is an answer.
     *
     * @param attempt the attempt's number, from 1
     * @param at when it begins; the timestamp that is signed
     * @throws OutOfSocketsException if this process has no room for a connection: nothing was sent, and it is not the
     *     receiver's fault
     */
    SendResult send(Subscription subscription, Delivery delivery, int attempt, Instant at) throws OutOfSocketsException;

    /**
     * Why what is left of the connections should be for endpoints that have just succeeded.
     *
     * @param others how many attempts are under way at endpoints that have not
     * @return empty while that leaves enough
     */
    default Optional<String> crowded(int others) {
        return Optional.empty();
    }
}
