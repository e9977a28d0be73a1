package dev.carteiro.dispatcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneClockTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTime time = ManualTime.startingAt(NOW);
    private final LaneClock clock = new LaneClock(time, time.nanoClock());

    @Test
    void agreesOnNothingBeforeABrokersTimeIsKnown() {
        assertThat(clock.agreed()).isEqualTo(Instant.MIN);
        assertThat(clock.cautious()).isEqualTo(NOW);
        assertThat(clock.ahead()).isZero();
        assertThat(clock.isInDoubt()).isFalse();
    }

    @Test
    void agreesWithABrokerWithinTheTolerance() {
        clock.broker().appended(NOW.minusSeconds(60), 0);
        assertThat(clock.agreed()).isEqualTo(NOW);
        assertThat(clock.isInDoubt()).isFalse();

        clock.broker().appended(NOW.plusSeconds(60), 0);
        assertThat(clock.agreed()).isEqualTo(NOW);
        assertThat(clock.isInDoubt()).isFalse();
    }

    @Test
    void aClockThatIsSetAheadIsAheadUntilItIsSetBack() {
        clock.broker().appended(NOW, 0);
        time.advance(Duration.ofMinutes(5));
        time.stepWallClock(Duration.ofDays(5));

        assertThat(clock.agreed()).isEqualTo(NOW.plusSeconds(360));
        assertThat(clock.cautious()).isEqualTo(NOW.plusSeconds(360));
        assertThat(clock.ahead()).isEqualTo(Duration.ofDays(5));
        assertThat(clock.isInDoubt()).isTrue();

        time.stepWallClock(Duration.ofDays(-5));
        assertThat(clock.agreed()).isEqualTo(NOW.plusSeconds(300));
        assertThat(clock.isInDoubt()).isFalse();
    }

    @Test
    void aClockThatIsSetBackIsBehind() {
        clock.broker().appended(NOW, 0);
        time.stepWallClock(Duration.ofHours(-2));

        assertThat(clock.agreed()).isEqualTo(NOW.minus(Duration.ofHours(2)));
        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(-2));
        assertThat(clock.isInDoubt()).isTrue();
    }

    /** The clock of a machine with both broker and dispatcher is set: only the monotonic clock shows it. */
    @Test
    void aJointJumpOfBrokersAndMachineCountsAfterAnHour() {
        clock.broker().appended(NOW, 0);
        time.stepWallClock(Duration.ofDays(5));
        for (int minute = 0; minute < 60; minute++) {
            clock.broker().appended(time.instant(), clock.nanos());
            assertThat(clock.ahead()).isEqualTo(Duration.ofDays(5));
            assertThat(clock.agreed()).isEqualTo(NOW.plusSeconds(60L * (minute + 1)));
            time.advance(Duration.ofMinutes(1));
        }

        clock.broker().appended(time.instant(), clock.nanos());

        assertThat(clock.isInDoubt()).isFalse();
        assertThat(clock.agreed()).isEqualTo(time.instant());
    }

    @Test
    void aCorrectedJumpNeverCounts() {
        clock.broker().appended(NOW, 0);
        time.stepWallClock(Duration.ofDays(5));
        clock.broker().appended(time.instant(), clock.nanos());
        time.stepWallClock(Duration.ofDays(-5));
        time.advance(Duration.ofHours(2));
        clock.broker().appended(time.instant(), clock.nanos());
        time.stepWallClock(Duration.ofDays(5));
        clock.broker().appended(time.instant(), clock.nanos());

        assertThat(clock.ahead()).isEqualTo(Duration.ofDays(5));
    }

    /** After a suspension of the machine, its monotonic clock is behind, and its next record corrects the estimate. */
    @Test
    void anOldBrokerTimeRaisesNoDoubtAndAgreesOnNoLaterTime() {
        clock.broker().appended(NOW, 0);
        time.stepWallClock(Duration.ofDays(1));
        time.advance(BrokerClock.MAX_SAMPLE_AGE.plusMillis(1));

        assertThat(clock.isInDoubt()).isFalse();
        assertThat(clock.agreed()).isBefore(NOW.plus(Duration.ofHours(1)));

        for (int i = 0; i < 61; i++) {
            clock.broker().appended(time.instant(), clock.nanos());
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(clock.agreed()).isEqualTo(time.instant());
    }
}
