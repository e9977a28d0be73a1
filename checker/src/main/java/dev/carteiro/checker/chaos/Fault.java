package dev.carteiro.checker.chaos;

import java.time.Duration;

/** A fault of the fleet, or a change of its subscriptions. Immutable. */
public sealed interface Fault {
    /** {@code kill -9}, and a restart after a while. */
    record KillDispatcher(int number, Duration away) implements Fault {
    }

    /** {@code kill -9}, and a restart after a while. */
    record KillRouter(int number, Duration away) implements Fault {
    }

    /** {@code kill -9}, and a restart on the same data and port. */
    record KillBroker(Duration away) implements Fault {
    }

    /** SIGTERM, and a restart after a while. */
    record StopDispatcher(int number, Duration away) implements Fault {
    }

    /** SIGSTOP, and SIGCONT after a while. */
    record FreezeDispatcher(int number, Duration away) implements Fault {
    }

    /** Changes the number of dispatchers. */
    record Scale(int dispatchers) implements Fault {
    }

    /** Deletes the subscriptions that are planned for deletion. */
    record DeleteSubscriptions() implements Fault {
    }

    /**
     * Passes the planned subscriptions to another tenant, and the next time back.
     *
     * @param step time for which deliveries are held, and for which an id does not exist
     */
    record HandOver(Duration step) implements Fault {
    }

    /** Pauses the planned subscriptions for a while. */
    record PauseSubscriptions(Duration away) implements Fault {
    }
}
