package dev.carteiro.dispatcher.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MILLI = 1_000_000;

    @Test
    void givesOnePermitInEachSpacing() {
        Pacer pacer = new Pacer(Duration.ofMillis(10), -5 * MILLI);

        assertThat(pacer.permits(-5 * MILLI)).isEqualTo(1);
        pacer.take(1);
        assertThat(pacer.permits(-5 * MILLI)).isZero();
        assertThat(pacer.permits(4 * MILLI)).isZero();
        assertThat(pacer.permits(5 * MILLI)).isEqualTo(1);
        assertThat(pacer.permits(34 * MILLI)).isEqualTo(3);
        pacer.take(2);
        assertThat(pacer.permits(34 * MILLI)).isEqualTo(1);
    }

    @Test
    void keepsUnusedPermitsForOneSecond() {
        Pacer pacer = new Pacer(Duration.ofMillis(10), 0);

        assertThat(pacer.permits(3_600_000 * MILLI)).isEqualTo(101);
        pacer.take(101);
        assertThat(pacer.permits(3_600_000 * MILLI)).isZero();
    }

    @Test
    void aSlowRateStillGivesTheNextPermit() {
        Pacer pacer = new Pacer(Duration.ofMinutes(1), 0);
        pacer.take(1);

        assertThat(pacer.permits(59_999 * MILLI)).isZero();
        assertThat(pacer.permits(60_000 * MILLI)).isEqualTo(1);
    }

    @Test
    void withoutALimitPermitsAreUnbounded() {
        assertThat(new Pacer(Duration.ZERO, 0).permits(0)).isEqualTo(Integer.MAX_VALUE);
    }
}
