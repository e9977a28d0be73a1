package dev.carteiro.runtime.http;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import okhttp3.internal.concurrent.TaskRunner;

/**
 * Threads for OkHttp's background tasks, which do not run on a call's own thread. Thread-safe.
 *
 * <p>By default OkHttp uses platform threads that all clients of the process share. Internal classes of OkHttp are used only here,
 * in {@link KeptConnections} and in {@link GuardedClient} (ADR 16, ADR 26).
 */
final class RunnerThreads implements TaskRunner.Backend {
    private final Executor threads;

    private RunnerThreads(Executor threads) {
        this.threads = threads;
    }

    /** Returns a runner with a virtual thread for each task. */
    static TaskRunner virtual() {
        return runner(Thread::startVirtualThread);
    }

    /** @param threads runs each task on a thread of its own, some for as long as there is something to wait for */
    static TaskRunner runner(Executor threads) {
        return new TaskRunner(new RunnerThreads(threads), Logger.getLogger(TaskRunner.class.getName()));
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Starts the runner's thread. The runner does not call again until the task has run. */
    @Override
    public void execute(TaskRunner runner, Runnable runnable) {
        threads.execute(runnable);
    }

    /** Wakes the runner's thread, which waits in {@link #coordinatorWait}. The runner does not call again until it has woken. */
    @Override
    @SuppressWarnings("NakedNotify") // the caller has changed the state
    public void coordinatorNotify(TaskRunner runner) {
        threads.execute(() -> {
            synchronized (runner) {
                runner.notifyAll();
            }
        });
    }

    /** Waits. The caller holds the runner's lock and checks its state in a loop. */
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
            throw new IllegalStateException("OkHttp's task runner thread was interrupted", e);
        }
    }

    @Override
    public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
        return queue;
    }
}
