package dev.carteiro.runtime.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running parts of this process, and the one way to end it. Safe for any thread.
 *
 * <pre>
 *   add(part)*  --->  await()  --- end(), fail(reason) or a signal --->  close(): parts in reverse order, once
 * </pre>
 */
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private boolean closed;

    private record Part(String name, AutoCloseable closing) {
    }

    /** Closes {@code part} when the process ends; at once if it has already ended. */
    public synchronized <T extends AutoCloseable> T add(String name, T part) {
        if (closed) {
            close(new Part(name, part));
        } else {
            parts.push(new Part(name, part));
        }
        return part;
    }

    /** Ends the process's main wait with a reason. The first reason is kept. */
    public void fail(String reason) {
        failure.compareAndSet(null, reason);
        ended.countDown();
    }

    /** Ends the process's main wait without a failure. */
    public void end() {
        ended.countDown();
    }

    /** @return the reason of a failure; {@code null} for a normal end */
    public @Nullable String await() throws InterruptedException {
        ended.await();
        return failure.get();
    }

    /** Returns whether the process is about to end; it should not start anything then. */
    public boolean isEnding() {
        return ended.getCount() == 0;
    }

    @Override
    public void close() {
        ended.countDown();
        synchronized (this) {
            closed = true;
            while (!parts.isEmpty()) {
                close(parts.pop());
            }
        }
    }

    private static void close(Part part) {
        long began = System.nanoTime();
        try {
            part.closing().close();
            LOG.debug("{} closed in {} ms", part.name(), (System.nanoTime() - began) / 1_000_000);
        } catch (Exception e) {
            LOG.warn("{} did not close cleanly", part.name(), e);
        }
    }
}
