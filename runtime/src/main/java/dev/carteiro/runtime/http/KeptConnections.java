package dev.carteiro.runtime.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.internal.connection.ConnectionListener;

/**
 * OkHttp's pool, which looks for connections to close once a second and not after each call.
 *
 * <p>Whenever a call ends, a {@link ConnectionPool} has a thread look through its connections, and the lock that says so is one
 * for all pools of the process: with 30,000 calls a second, a fifth of the processor time and the lock that everyone waits for.
 * A pool of its own here has a runner of its own, which takes its time. A connection is closed up to a second later than
 * the limits say; {@link ConnectionPool#evictAll} still closes at once.
 *
 * <p>Classes of OkHttp that are not meant for others are used here (ADR 16). If they change,
 * {@code new ConnectionPool(...)} does the same, only with more effort.
 */
final class KeptConnections {
    private static final Executor IN_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS,
            Thread::startVirtualThread);

    private KeptConnections() {
    }

    static ConnectionPool pool(int maxIdle, Duration keepAlive) {
        return pool(maxIdle, keepAlive, IN_A_SECOND);
    }

    /** @param later runs what it is given on a thread of its own, some of it for as long as there are connections */
    static ConnectionPool pool(int maxIdle, Duration keepAlive, Executor later) {
        return new ConnectionPool(maxIdle, keepAlive.toMillis(), TimeUnit.MILLISECONDS, RunnerThreads.runner(later),
                ConnectionListener.Companion.getNONE());
    }
}
