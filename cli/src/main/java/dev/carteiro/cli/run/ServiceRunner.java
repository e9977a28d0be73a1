package dev.carteiro.cli.run;

import dev.carteiro.cli.CommandException;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a long-lived command until a signal, its own end, or the failure of a part. For one use by the main thread and the shutdown
 * hook.
 *
 * <p>After a signal the JVM exits with 130 (SIGINT) or 143 (SIGTERM), as any program does.
 */
public final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(9_500);

    private final Lifecycle lifecycle = new Lifecycle();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final PrintWriter out;

    /** The work of the command. */
    @FunctionalInterface
    public interface ServiceBody {
        /**
         * Starts the parts, adds each to the lifecycle, and returns when the command is done.
         *
         * @return the exit status
         */
        int run(Lifecycle lifecycle) throws Exception;
    }

    private ServiceRunner(PrintWriter out) {
        this.out = out;
    }

    /** Runs the body, and returns its exit status; does not return after a signal. */
    public static int run(PrintWriter out, ServiceBody body) throws Exception {
        ServiceRunner service = new ServiceRunner(out);
        Thread.setDefaultUncaughtExceptionHandler(service::onUncaught);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(service::onSignal));
        return service.serve(body);
    }

    /**
     * Waits until the process must end.
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
                return 0; // a start that fails because of the signal is not an error
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
     * Logs the end of a thread without a handler. If memory, stack or a class was missing, the process ends too, because it would
     * look healthy without working.
     */
    private void onUncaught(Thread thread, Throwable e) {
        try {
            LOG.error("thread {} ended with an uncaught exception", thread.getName(), e);
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
                stopped ? "carteiro stopped" : "carteiro stopped, but not cleanly in time; the next start recovers");
        out.flush();
    }

    private boolean stop() {
        Thread closing = Thread.ofPlatform().daemon().name("close").start(lifecycle::close);
        try {
            return closing.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
