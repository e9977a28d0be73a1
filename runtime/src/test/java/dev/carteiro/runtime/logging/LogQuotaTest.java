package dev.carteiro.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogQuotaTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LogQuota quota = new LogQuota(2);

    @Test
    void allowsItsNumberAMinuteAndCountsTheRest() {
        assertThat(quota.take(0)).isZero();
        assertThat(quota.take(1)).isZero();
        assertThat(quota.take(2)).isEqualTo(LogQuota.NOTHING);
        assertThat(quota.take(MINUTE - 1)).isEqualTo(LogQuota.NOTHING);
        assertThat(quota.take(MINUTE)).isEqualTo(2);
        assertThat(quota.take(MINUTE)).isZero();
        assertThat(quota.take(MINUTE)).isEqualTo(LogQuota.NOTHING);
    }

    /** A minute that began without a call would allow twice as many around its end. */
    @Test
    void itsMinuteBeginsWithTheFirstCall() {
        assertThat(quota.take(MINUTE - 1)).isZero();
        assertThat(quota.take(MINUTE - 1)).isZero();
        assertThat(quota.take(MINUTE)).isEqualTo(LogQuota.NOTHING);
        assertThat(quota.take(2 * MINUTE - 1)).isEqualTo(1);
    }

    @Test
    void monotonicTimeMayBeNegative() {
        assertThat(quota.take(-MINUTE)).isZero();
        assertThat(quota.take(-1)).isZero();
        assertThat(quota.take(-1)).isEqualTo(LogQuota.NOTHING);
        assertThat(quota.take(0)).isEqualTo(1);
    }
}
