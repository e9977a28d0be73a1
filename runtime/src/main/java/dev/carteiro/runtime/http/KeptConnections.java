package dev.carteiro.runtime.http;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/**
 * OkHttp's pool, which looks for connections to close once a second and not after each call.
 *
 * <p>Whenever a call ends, a {@link ConnectionPool} has a thread look through its connections, and the lock that says so is one
 * for all pools of the process: with 30,000 calls a second, a fifth of the processor time and the lock that everyone waits for.
 * A pool of its own here has a runner of its own, which takes its time. A connection is closed up to a second later than
 * the limits say; {@link ConnectionPool#evictAll} still closes at once.
 *
 * <p>Classes of OkHttp that are not meant for others are used here, and nowhere else (ADR 16). If they change,
 * {@code new ConnectionPool(...)} does the same, only with more effort.
 */
final class KeptConnections implements TaskRunner.Backend {
    private static final Executor IN_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS,
            Thread::startVirtualThread);

    private final Executor later;

    private KeptConnections(Executor later) {
        this.later = later;
    }

    static ConnectionPool pool(int maxIdle, Duration keepAlive) {
        return pool(maxIdle, keepAlive, IN_A_SECOND);
    }

    /** @param later runs what it is given on a thread of its own, some of it for as long as there are connections */
    static ConnectionPool pool(int maxIdle, Duration keepAlive, Executor later) {
        TaskRunner runner = new TaskRunner(new KeptConnections(later), Logger.getLogger(TaskRunner.class.getName()));
        return new ConnectionPool(maxIdle, keepAlive.toMillis(), TimeUnit.MILLISECONDS, runner,
                ConnectionListener.Companion.getNONE());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** The runner's thread is needed. Until this has run the runner knows that it was called, and does not call again. */
    @Override
    public void execute(TaskRunner runner, Runnable runnable) {
        later.execute(runnable);
    }

    /** The runner's thread waits below, and is needed earlier. Likewise not called again before it has looked. */
    @Override
    @SuppressWarnings("NakedNotify") // what it is to see was changed by the caller
    public void coordinatorNotify(TaskRunner runner) {
        later.execute(() -> {
            synchronized (runner) {
                runner.notifyAll();
            }
        });
    }

    /** Called with the runner's lock held, in a loop that looks what there is to do. */
    @Override
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    public void coordinatorWait(TaskRunner runner, long nanos) {
        if (nanos <= 0) {
            return;
        }
        try {
            runner.wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody knows of this thread, and yet it was interrupted", e);
        }
    }

    @Override
    public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
        return queue;
    }
}
