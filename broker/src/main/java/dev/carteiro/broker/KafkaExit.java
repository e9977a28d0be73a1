package dev.carteiro.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka's calls of {@code exit} and {@code halt} into faults of the calling node. Thread-safe.
 *
 * <p>Kafka has one exit procedure per JVM, which may run several nodes. So the threads of each node are in a thread
 * group, which new threads inherit from their creator. A call from a thread outside of these groups is reported to all
 * running nodes, because the JVM would have ended for all of them. If no node is running, the JVM ends as in Kafka.
 */
final class KafkaExit {
    private static final Map<ThreadGroup, FatalFaultReporter> RUNNING = new ConcurrentHashMap<>();

    private KafkaExit() {
    }

    static void register(ThreadGroup node, FatalFaultReporter faults) {
        RUNNING.put(node, faults);
        Exit.setExitProcedure((status, message) -> handle(status, message, () -> Runtime.getRuntime().exit(status)));
        Exit.setHaltProcedure((status, message) -> handle(status, message, () -> Runtime.getRuntime().halt(status)));
    }

    static void unregister(ThreadGroup node) {
        RUNNING.remove(node);
    }

    private static void handle(int status, @Nullable String message, Runnable endJvm) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        FatalFaultReporter owner = group == null ? null : RUNNING.get(group);
        if (owner == null && RUNNING.isEmpty() && !(group instanceof NodeThreadGroup)) {
            endJvm.run();
            return;
        }
        String line = message == null
                ? "it exited with status " + status + "; the last logged error contains the reason"
                : message;
        if (owner != null) {
            owner.report(line, null);
        } else if (!(group instanceof NodeThreadGroup)) {
            RUNNING.values().forEach(faults -> faults.report(line, null));
        }
        // Kafka's code after exit() must never be reached.
        throw new KafkaExitError(line);
    }

    /** Thread group of one node, by which remaining threads of a closed node are still recognised. */
    static final class NodeThreadGroup extends ThreadGroup {
        NodeThreadGroup() {
            super("carteiro-broker");
        }
    }

    /** Thrown to end the thread that called {@code exit} or {@code halt}. */
    private static final class KafkaExitError extends Error {
        KafkaExitError(String line) {
            super(line);
        }
    }
}
