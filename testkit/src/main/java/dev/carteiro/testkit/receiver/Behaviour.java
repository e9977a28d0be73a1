package dev.carteiro.testkit.receiver;

import java.io.IOException;

/**
 * The receiver's behaviour for one request, on the raw connection. {@link Behaviours} has the known ones; a lambda can define a new
 * hostile one. Called from one thread for each connection, so a stateful behaviour must be thread-safe.
 */
@FunctionalInterface
public interface Behaviour {
    /**
     * Responds to a request that has already been recorded. It may block. {@link RawConnection#close} ends it with an {@link IOException} or an
     * {@link InterruptedException}, neither of which needs handling.
     */
    ConnectionDisposition act(RawConnection wire, ReceivedRequest request) throws IOException, InterruptedException;

    /** Returns false to act when only the head has arrived; the body then stays unread. */
    default boolean readsBody() {
        return true;
    }
}
