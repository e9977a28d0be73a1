package dev.carteiro.broker;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the fatal faults of one node, which would otherwise end the JVM. Thread-safe: any of Kafka's threads may
 * report a fault.
 *
 * <p>Only the first fault counts, because the others are its consequences. Before {@link #setListener} it makes the
 * start fail; afterwards it is passed once to the listener; after {@link #close} it is only logged.
 */
final class FatalFaultReporter implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFaultReporter.class);

    private final CompletableFuture<String> first = new CompletableFuture<>();

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        if (!fatal) {
            return new LoggingFaultHandler(name, action);
        }
        return (message, cause) -> {
            report(name + ": " + message, cause);
            action.run();
            return new FaultHandlerException(name + ": " + message, cause);
        };
    }

    void report(String message, @Nullable Throwable cause) {
        String line = cause == null ? message : message + ": " + oneLine(cause);
        if (first.isCancelled()) {
            LOG.info("Kafka reported a fault while closing: {}", line, cause);
            return;
        }
        LOG.error("Kafka reported a fatal fault: {}", line, cause);
        first.complete(line);
    }

    /** Returns a future that completes with one line at the first fatal fault. */
    CompletableFuture<String> first() {
        return first.copy();
    }

    /**
     * Sets the listener, which is called on a thread of its own: it may end the process, and so wait for the reporting
     * thread.
     */
    void setListener(Consumer<String> listener) {
        Thread.ofVirtual().name("carteiro-broker-fault").start(() -> {
            try {
                listener.accept(first.join());
            } catch (CancellationException closedWithoutAFault) {
                // A clean stop.
            }
        });
    }

    void close() {
        first.cancel(false);
    }

    /** Returns the message of the root cause, which is the most specific one, without line breaks. */
    static String oneLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String text = message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
        return text.strip().replaceAll("\\s+", " ");
    }
}
