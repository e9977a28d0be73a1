package dev.carteiro.runtime.vital;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates threads whose failure is never silent. Stateless.
 *
 * <pre>
 *   body returns                      the thread was asked to end, and ends
 *   body throws, whatever it throws   the failure is logged, onFatal is called, the thread ends
 * </pre>
 *
 * <p>An {@link Error} is handled like an exception. After an OutOfMemoryError in one thread, or a class that cannot be loaded, the
 * other threads continue, and nothing else would report that this thread's work has stopped.
 */
public final class VitalThread {
    private static final Logger LOG = LoggerFactory.getLogger(VitalThread.class);

    /** The thread's work. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    private VitalThread() {
    }

    /**
     * Creates a platform thread.
     *
     * @param onFatal called on the thread itself, once; the process should end
     */
    public static Thread unstarted(String name, Body body, Consumer<Throwable> onFatal) {
        return unstarted(Thread.ofPlatform().name(name), body, onFatal);
    }

    /** Creates a thread of any kind. */
    public static Thread unstarted(Thread.Builder builder, Body body, Consumer<Throwable> onFatal) {
        return builder.unstarted(() -> run(body, onFatal));
    }

    private static void run(Body body, Consumer<Throwable> onFatal) {
        try {
            body.run();
        } catch (Throwable e) { // everything: see the class comment
            try {
                LOG.error("thread {} failed and ends", Thread.currentThread().getName(), e);
            } finally {
                // After some errors logging fails too, and nothing else knows that the thread has ended.
                onFatal.accept(e);
            }
        }
    }
}
