package dev.carteiro.runtime.vital;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes threads that never end unseen. Stateless.
 *
 * <pre>
 *   body returns                      the thread ends: somebody asked it to
 *   body throws, whatever it throws   it is logged, onFatal is told, the thread ends
 * </pre>
 *
 * <p>An {@link Error} counts as any exception does: after an OutOfMemoryError in one thread, or a class that cannot be
 * loaded, the others go on, and nobody else would notice that the work of this one is not done any more.
 */
public final class VitalThread {
    private static final Logger LOG = LoggerFactory.getLogger(VitalThread.class);

    /** What the thread does. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    private VitalThread() {
    }

    /**
     * Makes a platform thread.
     *
     * @param onFatal told on the thread itself, once; the process should end
     */
    public static Thread unstarted(String name, Body body, Consumer<Throwable> onFatal) {
        return unstarted(Thread.ofPlatform().name(name), body, onFatal);
    }

    /** Makes a thread of any kind. */
    public static Thread unstarted(Thread.Builder builder, Body body, Consumer<Throwable> onFatal) {
        return builder.unstarted(() -> run(body, onFatal));
    }

    private static void run(Body body, Consumer<Throwable> onFatal) {
        try {
            body.run();
        } catch (Throwable e) { // everything: see above
            try {
                LOG.error("thread {} ends", Thread.currentThread().getName(), e);
            } finally {
                // After some errors not even a log line can be written, and nobody else knows that the thread is gone.
                onFatal.accept(e);
            }
        }
    }
}
