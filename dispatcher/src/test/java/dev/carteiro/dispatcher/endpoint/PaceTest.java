package dev.carteiro.dispatcher.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.admission.AdmissionTuning;
import dev.carteiro.dispatcher.admission.EndpointView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(AdmissionTuning.DEFAULT.latency());

    @Test
    void isUnknownAtFirst() {
        assertThat(pace.isUnknown()).isTrue();
        assertThat(pace.view(0).lastSucceeded()).isFalse();
    }

    @Test
    void followsFasterAttemptsSoonerThanSlowerOnes() {
        pace.record(true, Duration.ofMillis(800), 0);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(800));

        pace.record(true, Duration.ofMillis(0), 0);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(400));

        pace.record(true, Duration.ofMillis(1_200), 0);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void isSteadyUntilItIsEightTimesSlowerOrFaster() {
        assertThat(pace.steadyFor(50)).isEqualTo(Duration.ZERO);
        pace.record(true, Duration.ofMillis(1), 100);
        pace.record(true, Duration.ofMillis(41), 150);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(6));
        assertThat(pace.steadyFor(200)).isEqualTo(Duration.ofNanos(100));

        pace.record(true, Duration.ofMillis(30), 250);
        assertThat(pace.spacing(1)).isEqualTo(Duration.ofMillis(9));
        assertThat(pace.steadyFor(300)).as("slower").isEqualTo(Duration.ofNanos(50));

        pace.record(true, Duration.ZERO, 350);
        pace.record(true, Duration.ZERO, 360);
        pace.record(true, Duration.ZERO, 370);
        assertThat(pace.steadyFor(400)).as("about as fast").isEqualTo(Duration.ofNanos(150));
        pace.record(true, Duration.ZERO, 380);
        assertThat(pace.steadyFor(400)).as("faster").isEqualTo(Duration.ofNanos(20));
    }

    @Test
    void isSuccessfulUntilAnAttemptFails() {
        pace.record(true, Duration.ofMillis(1), 0);
        assertThat(pace.view(10)).isEqualTo(new EndpointView.LatencyView(1_000_000, 10, true, 10));

        pace.record(false, Duration.ofMillis(1), 15);
        assertThat(pace.view(16)).isEqualTo(new EndpointView.LatencyView(1_000_000, 16, false, 16));
    }
}
