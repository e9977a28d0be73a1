package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.dispatcher.attempt.LaneClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.NotCoordinatorException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionLoaderTest {
    /** The monotonic clock, which overflows during the test. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final PartitionLoader loading = new PartitionLoader("lane", this::read,
            new LaneClock(InstantSource.system(), nanos::get));

    private @Nullable ApiException failure;

    private void read() {
        if (failure != null) {
            throw failure;
        }
    }

    static List<ApiException> passing() {
        return List.of(new TimeoutException("seeded"), new UnknownMemberIdException("seeded"),
                new StaleMemberEpochException("seeded"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void retriesForThirtySecondsAndThenGivesUp(ApiException seeded) {
        failure = seeded;

        assertThat(loading.load()).isFalse();
        pass(Duration.ofSeconds(29));
        assertThat(loading.load()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(loading::load).isSameAs(seeded);
    }

    @Test
    void eachSuccessRestartsTheThirtySeconds() {
        failure = new TimeoutException("seeded");
        assertThat(loading.load()).isFalse();
        pass(Duration.ofSeconds(29));
        failure = null;
        assertThat(loading.load()).isTrue();

        pass(Duration.ofSeconds(29));
        failure = new TimeoutException("seeded again");
        assertThat(loading.load()).isFalse();
        pass(Duration.ofSeconds(29));
        assertThat(loading.load()).isFalse();
    }

    @Test
    void anyOtherFailureEndsTheLaneAtOnce() {
        failure = new NotCoordinatorException("seeded");

        assertThatThrownBy(loading::load).isSameAs(failure);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
