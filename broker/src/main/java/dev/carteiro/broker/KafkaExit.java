package dev.carteiro.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka's calls to {@code exit} and {@code halt} into faults of the node they came from. Thread-safe.
 *
 * <p>
 * Kafka's procedures are one per JVM and its nodes may be several, so each node's threads live in a thread group, which
 * threads inherit from the thread that starts them. A call from a thread in no group goes to every running node, as the
 * JVM would have ended for all; with no node running it does what Kafka would have done.
 */
final class KafkaExit {
    private static final Map<ThreadGroup, FatalFaultReporter> RUNNING = new ConcurrentHashMap<>();

    private KafkaExit() {
    }

    static void route(ThreadGroup node, FatalFaultReporter faults) {
        RUNNING.put(node, faults);
        Exit.setExitProcedure((status, message) -> ended(status, message, () -> Runtime.getRuntime().exit(status)));
        Exit.setHaltProcedure((status, message) -> ended(status, message, () -> Runtime.getRuntime().halt(status)));
    }

    static void forget(ThreadGroup node) {
        RUNNING.remove(node);
    }

    private static void ended(int status, @Nullable String message, Runnable otherwise) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        FatalFaultReporter owner = group == null ? null : RUNNING.get(group);
        if (owner == null && RUNNING.isEmpty() && !(group instanceof NodeThreadGroup)) {
            otherwise.run();
            return;
        }
        String line = message == null
                ? "it ended with status " + status + ", and the error it logged last says why"
                : message;
        if (owner != null) {
            owner.report(line, null);
        } else if (!(group instanceof NodeThreadGroup)) {
            RUNNING.values().forEach(faults -> faults.report(line, null));
        }
        // Kafka's code after exit() counts on never being reached.
        throw new KafkaExitError(line);
    }

    /** The threads of one node; a closed node's stragglers are still recognised as such. */
    static final class NodeThreadGroup extends ThreadGroup {
        NodeThreadGroup() {
            super("carteiro-broker");
        }
    }

    /** Ends the thread that wanted to end the JVM. */
    private static final class KafkaExitError extends Error {
        KafkaExitError(String line) {
            super(line);
        }
    }
}
