package dev.carteiro.runtime.http;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import okhttp3.internal.concurrent.TaskRunner;

/**
 * The threads on which OkHttp does what it does not do on a call's own thread. Thread-safe.
 *
 * <p>Left to itself OkHttp takes platform threads, which all clients of the process share. Classes of OkHttp that are not
 * meant for others are used here, in {@link KeptConnections} and in {@link GuardedClient}, and nowhere else (ADR 16, ADR 26).
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

    /** @param threads runs what it is given on a thread of its own, some of it for as long as there is something to wait for */
    static TaskRunner runner(Executor threads) {
        return new TaskRunner(new RunnerThreads(threads), Logger.getLogger(TaskRunner.class.getName()));
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** The runner's thread is needed. Until this has run the runner knows that it was called, and does not call again. */
    @Override
    public void execute(TaskRunner runner, Runnable runnable) {
        threads.execute(runnable);
    }

    /** The runner's thread waits below, and is needed earlier. Likewise not called again before it has looked. */
    @Override
    @SuppressWarnings("NakedNotify") // what it is to see was changed by the caller
    public void coordinatorNotify(TaskRunner runner) {
        threads.execute(() -> {
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
