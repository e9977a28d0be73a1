package dev.carteiro.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private final ManualTime time = ManualTime.startingAt("2025-02-10T15:30:50Z");

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(time.instant()).isEqualTo(time.instant()).isEqualTo(Instant.parse("2025-02-10T15:30:50Z"));
        assertThat(time.nanoClock().getAsLong()).isZero();
    }

    @Test
    void bothClocksAdvanceTogether() {
        time.advance(Duration.ofMillis(1_500));

        assertThat(time.instant()).isEqualTo("2025-02-10T15:30:51.500Z");
        assertThat(time.nanoClock().getAsLong()).isEqualTo(1_500_000_000L);
    }

    @Test
    void aStepOfTheWallClockDoesNotMoveTheMonotonicClock() {
        time.stepWallClock(Duration.ofHours(-1));

        assertThat(time.instant()).isEqualTo("2025-02-10T14:30:50Z");
        assertThat(time.nanoClock().getAsLong()).isZero();
    }

    @Test
    void doesNotAdvanceBackwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofSeconds(-1)));
    }
}
