package dev.carteiro.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AdminCallsTest {
    private static final Duration LONG_TIMEOUT = Duration.ofHours(1);

    private final Deque<Exception> failures = new ArrayDeque<>();
    private final List<String> reported = new ArrayList<>();

    @Test
    void repeatsTheCallAfterATemporaryFailure() {
        failures.add(new TimeoutException("no node"));
        failures.add(new TimeoutException("no node yet"));

        assertThat(retry(LONG_TIMEOUT)).isEqualTo("the answer");
        assertThat(reported).containsExactly("cannot ask: no node", "cannot ask: no node yet");
    }

    @Test
    void throwsOtherFailuresAtOnce() {
        failures.add(new AuthorizationException("not you"));

        assertThatThrownBy(() -> retry(LONG_TIMEOUT)).isInstanceOf(KafkaUnavailable.class)
                .hasMessage("cannot ask: not you");
        assertThat(reported).isEmpty();
    }

    @Test
    void throwsATemporaryFailureWhenTheTimeIsOver() {
        failures.add(new TimeoutException("no node"));
        failures.add(new TimeoutException("not asked for"));

        assertThatThrownBy(() -> retry(Duration.ZERO)).hasMessage("cannot ask: no node");
        assertThat(failures).hasSize(1);
    }

    private String retry(Duration patience) {
        return AdminCalls.retry(this::ask, RetriableException.class, patience, Duration.ZERO,
                failure -> reported.add(failure.getMessage()));
    }

    private String ask() {
        Exception failure = failures.poll();
        if (failure != null) {
            throw new KafkaUnavailable("cannot ask: " + failure.getMessage(), failure);
        }
        return "the answer";
    }
}
