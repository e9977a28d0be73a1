package dev.carteiro.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LifecycleTest {
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void closesItsPartsInReverseOrderOnce() {
        add("broker");
        add("router");
        add("dispatcher");

        lifecycle.close();
        lifecycle.close();

        assertThat(closed).containsExactly("dispatcher", "router", "broker");
    }

    @Test
    void returnsThePart() {
        AutoCloseable part = () -> closed.add("part");
        assertThat(lifecycle.add("part", part)).isSameAs(part);
    }

    @Test
    void closesTheOthersIfAPartDoesNotCloseCleanly() {
        add("broker");
        lifecycle.add("broken", () -> {
            throw new IOException("on purpose");
        });
        add("dispatcher");

        lifecycle.close();

        assertThat(closed).containsExactly("dispatcher", "broker");
    }

    @Test
    void closesAPartAtOnceIfItIsAddedAfterTheEnd() {
        lifecycle.close();
        add("late");
        assertThat(closed).containsExactly("late");
    }

    @Test
    void keepsTheFirstReason() throws Exception {
        lifecycle.fail("first");
        lifecycle.fail("second");
        lifecycle.end();
        lifecycle.close();
        assertThat(lifecycle.await()).isEqualTo("first");
    }

    @Test
    void endsNormallyWithoutAReason() throws Exception {
        lifecycle.end();
        assertThat(lifecycle.await()).isNull();
    }

    @Test
    void closingEndsTheWait() throws Exception {
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                closed.add("reason " + lifecycle.await());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        lifecycle.close();
        waiting.join();
        assertThat(closed).containsExactly("reason null");
    }

    @Test
    void aSecondCloseWaitsForTheFirst() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        lifecycle.add("slow", () -> {
            closing.countDown();
            goOn.await();
            closed.add("slow");
        });
        Thread first = Thread.startVirtualThread(lifecycle::close);
        closing.await();
        Thread second = Thread.startVirtualThread(() -> {
            lifecycle.close();
            closed.add("second returned");
        });
        goOn.countDown();
        first.join();
        second.join();
        assertThat(closed).containsExactly("slow", "second returned");
    }

    @Test
    void aPartMayReportAFailureWhileItIsClosed() throws Exception {
        lifecycle.add("part", () -> lifecycle.fail("while closing"));
        lifecycle.close();
        assertThat(lifecycle.await()).isEqualTo("while closing");
    }

    private void add(String name) {
        lifecycle.add(name, () -> closed.add(name));
    }
}
