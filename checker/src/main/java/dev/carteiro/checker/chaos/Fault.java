package dev.carteiro.checker.chaos;

import java.time.Duration;

/** What is done to the fleet, or to its subscriptions. Immutable. */
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

    /** As many dispatchers as that. */
    record Scale(int dispatchers) implements Fault {
    }

    /** The subscriptions that are to be deleted during the run. */
    record DeleteSubscriptions() implements Fault {
    }

    /**
     * The subscriptions that are to pass to another tenant, and the next time back.
     *
     * @param step how long deliveries are held, and how long an id is not there
     */
    record HandOver(Duration step) implements Fault {
    }

    /** The subscriptions that are to be paused during the run, for a while. */
    record PauseSubscriptions(Duration away) implements Fault {
    }
}
