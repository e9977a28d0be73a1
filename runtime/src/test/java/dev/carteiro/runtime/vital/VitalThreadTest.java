package dev.carteiro.runtime.vital;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class VitalThreadTest {
    private final BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @MethodSource("ends")
    void reportsEveryFailureThatEndsIt(Throwable end) throws Exception {
        Thread thread = VitalThread.unstarted("vital", () -> {
            throw sneaky(end);
        }, reported::add);
        thread.start();

        assertThat(reported.poll(10, TimeUnit.SECONDS)).isSameAs(end);
        thread.join();
        assertThat(reported).isEmpty();
    }

    static Stream<Throwable> ends() {
        return Stream.of(new OutOfMemoryError("on purpose"), new StackOverflowError(),
                new NoClassDefFoundError("on purpose"), new IllegalStateException("on purpose"),
                new InterruptedException("on purpose"));
    }

    @Test
    void reportsNothingIfTheBodyReturns() throws Exception {
        Thread thread = VitalThread.unstarted(Thread.ofVirtual(), () -> {
        }, reported::add);
        thread.start();
        thread.join();
        assertThat(reported).isEmpty();
    }

    private static Exception sneaky(Throwable thrown) throws Exception {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (Exception) thrown;
    }
}
