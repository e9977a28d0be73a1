package dev.carteiro.cli.run;

import dev.carteiro.cli.CommandException;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that stays until it is told to end: by a signal, by itself, or by a part that failed. One use; the shutdown
 * hook is the only other thread.
 *
 * <p>After a signal the JVM ends with 130 (SIGINT) or 143 (SIGTERM), as any program does that was ended by one.
 */
public final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final Duration STOPS_WITHIN = Duration.ofMillis(9_500);

    private final Lifecycle lifecycle = new Lifecycle();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final PrintWriter out;

    /** What the command does. */
    @FunctionalInterface
    public interface ServiceBody {
        /**
         * Starts its parts, adds each to the lifecycle, and stays as long as it wants.
         *
         * @return the exit status
         */
        int run(Lifecycle lifecycle) throws Exception;
    }

    private ServiceRunner(PrintWriter out) {
        this.out = out;
    }

    /** @return the exit status; does not return after a signal */
    public static int run(PrintWriter out, ServiceBody body) throws Exception {
        ServiceRunner service = new ServiceRunner(out);
        Thread.setDefaultUncaughtExceptionHandler(service::onUncaught);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(service::onSignal));
        return service.serve(body);
    }

    /**
     * Waits until the process should end.
     *
     * @throws CommandException if a part failed
     */
    public static void await(Lifecycle lifecycle) throws InterruptedException {
        String failure = lifecycle.await();
        if (failure != null) {
            throw new CommandException(failure);
        }
    }

    private int serve(ServiceBody body) throws Exception {
        try {
            return body.run(lifecycle);
        } catch (Exception e) {
            if (signalled.get()) {
                return 0; // what was starting found its floor gone; nobody wants to hear of it
            }
            throw e;
        } finally {
            if (!signalled.get()) {
                done.set(true);
                stop();
            }
        }
    }

    /**
     * A thread of ours or of a library that nobody watches. What it did is not done any more: where that is for want of memory,
     * of stack or of a class, a process that looks well would be the worse.
     */
    private void onUncaught(Thread thread, Throwable e) {
        try {
            LOG.error("thread {} ended", thread.getName(), e);
        } finally {
            if (e instanceof VirtualMachineError || e instanceof LinkageError) {
                lifecycle.fail("a thread ended with " + e);
            }
        }
    }

    private void onSignal() {
        if (done.get()) {
            return;
        }
        signalled.set(true);
        boolean stopped = stop();
        out.println(
                stopped ? "carteiro stopped" : "carteiro stopped, not all of it in time; the next start repairs it");
        out.flush();
    }

    private boolean stop() {
        Thread closing = Thread.ofPlatform().daemon().name("close").start(lifecycle::close);
        try {
            return closing.join(STOPS_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
