package dev.carteiro.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.broker.KafkaExit.NodeThreadGroup;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KafkaExitTest {
    private final NodeThreadGroup oneNode = new NodeThreadGroup();
    private final NodeThreadGroup otherNode = new NodeThreadGroup();
    private final FatalFaultReporter one = new FatalFaultReporter();
    private final FatalFaultReporter other = new FatalFaultReporter();

    @AfterEach
    void forget() {
        KafkaExit.unregister(oneNode);
        KafkaExit.unregister(otherNode);
    }

    @Test
    void reportsAnExitToTheNodeOfTheCallingThread() throws Exception {
        KafkaExit.register(oneNode, one);
        KafkaExit.register(otherNode, other);

        exitFrom(oneNode, "disk on fire");

        assertThat(one.first()).isCompletedWithValue("disk on fire");
        assertThat(other.first()).isNotDone();
    }

    @Test
    void assignsThreadsToTheNodeOfTheirCreator() throws Exception {
        KafkaExit.register(oneNode, one);
        Thread parent = new Thread(oneNode, () -> {
            try {
                exitFrom(null, "from below");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        parent.start();
        parent.join();

        assertThat(one.first()).isCompletedWithValue("from below");
    }

    @Test
    void reportsAnExitFromAnotherThreadToAllRunningNodes() throws Exception {
        KafkaExit.register(oneNode, one);
        KafkaExit.register(otherNode, other);

        exitFrom(null, "somewhere");

        assertThat(one.first()).isCompletedWithValue("somewhere");
        assertThat(other.first()).isCompletedWithValue("somewhere");
    }

    @Test
    void ignoresAnExitFromAThreadOfAClosedNode() throws Exception {
        KafkaExit.register(oneNode, one);
        KafkaExit.register(otherNode, other);
        KafkaExit.unregister(oneNode);

        exitFrom(oneNode, "too late");

        assertThat(one.first()).isNotDone();
        assertThat(other.first()).isNotDone();
    }

    private static void exitFrom(@Nullable ThreadGroup group, String message)
            throws InterruptedException {
        Thread thread = new Thread(group, () -> Exit.exit(1, message));
        thread.setUncaughtExceptionHandler((ended, failure) -> {
        });
        thread.start();
        thread.join();
    }
}
