package dev.carteiro.dispatcher.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void knowsNothingAtFirst() {
        assertThat(pace.isUnknown()).isTrue();
        assertThat(pace.isSuccessful(Duration.ofDays(1), 0)).isFalse();
    }

    @Test
    void believesFasterAttemptsSoonerThanSlowerOnes() {
        pace.record(true, Duration.ofMillis(800), 0);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(800));

        pace.record(true, Duration.ofMillis(0), 0);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(400));

        pace.record(true, Duration.ofMillis(1_200), 0);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.attemptsWithin(Duration.ofSeconds(4), 16)).isEqualTo(128);
    }

    @Test
    void isSuccessfulUntilAnAttemptFailsOrTheSuccessIsOld() {
        pace.record(true, Duration.ofMillis(1), 0);
        assertThat(pace.isSuccessful(Duration.ofNanos(10), 10)).isTrue();
        assertThat(pace.isSuccessful(Duration.ofNanos(10), 11)).isFalse();

        pace.record(false, Duration.ofMillis(1), 5);
        assertThat(pace.isSuccessful(Duration.ofNanos(10), 6)).isFalse();
    }
}
