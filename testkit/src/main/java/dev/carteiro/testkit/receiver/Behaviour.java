package dev.carteiro.testkit.receiver;

import java.io.IOException;

/**
 * What the receiver does with one request, on the raw connection. {@link Behaviours} has the known ones; a new hostile
 * case is a lambda. Called from one thread per connection, so one that keeps state must be thread-safe.
 */
@FunctionalInterface
public interface Behaviour {
    /**
     * Acts on a request that has already been recorded. It may block: {@link RawConnection#close} ends it, with an
     * {@link IOException} or an {@link InterruptedException}, neither of which needs handling.
     */
    ConnectionDisposition act(RawConnection wire, ReceivedRequest request) throws IOException, InterruptedException;

    /** False to act when only the head has arrived; the body then stays on the wire. */
    default boolean readsBody() {
        return true;
    }
}
