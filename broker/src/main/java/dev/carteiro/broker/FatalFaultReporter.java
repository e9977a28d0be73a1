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
 * Where the fatal faults of one node go, instead of ending the JVM. Thread-safe; any of Kafka's threads may report.
 *
 * <p>
 * Only the first fault counts, the others follow from it. Before {@link #serving} it makes the start fail; after it, it
 * goes once to the listener; after {@link #closing} it is only logged.
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

    void report(String what, @Nullable Throwable cause) {
        String line = cause == null ? what : what + ": " + oneLine(cause);
        if (first.isCancelled()) {
            LOG.info("While closing: {}", line, cause);
            return;
        }
        LOG.error("Kafka gave up: {}", line, cause);
        first.complete(line);
    }

    /** Completes with one line when the node gives up. */
    CompletableFuture<String> first() {
        return first.copy();
    }

    /** The listener gets a thread of its own: it may end the process, and so wait for the thread that reported. */
    void serving(Consumer<String> listener) {
        Thread.ofVirtual().name("carteiro-broker-fault").start(() -> {
            try {
                listener.accept(first.join());
            } catch (CancellationException closedWithoutAFault) {
                // As it should be.
            }
        });
    }

    void closing() {
        first.cancel(false);
    }

    /** The innermost cause, which is the one that says something, without line breaks. */
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
