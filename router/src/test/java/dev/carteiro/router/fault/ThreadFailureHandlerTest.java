package dev.carteiro.router.fault;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailureHandlerTest {
    private Instant now = Instant.EPOCH;
    private final ThreadFailureHandler failures = new ThreadFailureHandler(() -> now, 1);
    private final StreamsException failure = new StreamsException("broken");

    @Test
    void replacesThreadsUntilTheFifthWithinThreeMinutes() {
        for (int i = 1; i < ThreadFailureHandler.MAX_FAILURES_PER_THREAD; i++) {
            assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
            now = now.plusSeconds(44);
        }
        assertThat(failures.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(failures.last()).isSameAs(failure);
    }

    @Test
    void forgetsFailuresAfterThreeMinutes() {
        for (int i = 0; i < 12; i++) {
            assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
            now = now.plusSeconds(45);
        }
    }

    @Test
    void reportsAProblemForAMinuteAfterAFailure() {
        assertThat(failures.problem()).isEmpty();
        failures.handle(failure);
        now = now.plusSeconds(30);
        failures.handle(new StreamsException("secret", new RecordTooLargeException("secret")));
        assertThat(failures.problem()).contains(
                "stream threads fail: 2 failures within 3 minutes, the last because of RecordTooLargeException; the router stops at 5");
        now = now.plusSeconds(60);
        assertThat(failures.problem()).isPresent();
        now = now.plusMillis(1);
        assertThat(failures.problem()).isEmpty();
    }

    @Test
    void stopsOnFatalErrors() {
        assertThat(failures.handle(new StreamsException("wrapped", new OutOfMemoryError("heap"))))
                .isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void stopsOnMissingTopics() {
        assertThat(failures.handle(new MissingSourceTopicException("events"))).isEqualTo(SHUTDOWN_CLIENT);
    }
}
