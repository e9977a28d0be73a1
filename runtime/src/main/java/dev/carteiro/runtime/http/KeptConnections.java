package dev.carteiro.runtime.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.internal.connection.ConnectionListener;

/**
 * Creates OkHttp connection pools that look for connections to close once a second, instead of after each call. Stateless.
 *
 * <p>By default, the end of each call makes a thread scan the {@link ConnectionPool}, under a lock that all pools of the process
 * share. At 30,000 calls a second this costs a fifth of the processor time, and all callers wait for the lock. A pool from here
 * has its own task runner with a delay. It closes a connection up to a second after its limits; {@link ConnectionPool#evictAll}
 * still closes at once.
 *
 * <p>Uses internal classes of OkHttp (ADR 16). If they change, {@code new ConnectionPool(...)} does the same at a higher cost.
 */
final class KeptConnections {
    private static final Executor ONE_SECOND_LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS,
            Thread::startVirtualThread);

    private KeptConnections() {
    }

    static ConnectionPool pool(int maxIdle, Duration keepAlive) {
        return pool(maxIdle, keepAlive, ONE_SECOND_LATER);
    }

    /** @param later runs each task on a thread of its own, some for as long as there are connections */
    static ConnectionPool pool(int maxIdle, Duration keepAlive, Executor later) {
        return new ConnectionPool(maxIdle, keepAlive.toMillis(), TimeUnit.MILLISECONDS, RunnerThreads.runner(later),
                ConnectionListener.Companion.getNONE());
    }
}
