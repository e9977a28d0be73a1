package dev.carteiro.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void isExactBelow128Microseconds() {
        for (int micros = 1; micros <= 100; micros++) {
            latencies.record(micros);
        }

        assertThat(latencies.percentile(50)).isEqualTo(50);
        assertThat(latencies.percentile(99)).isEqualTo(99);
        assertThat(latencies.percentile(100)).isEqualTo(100);
    }

    @Test
    void isAtMostASixtyFourthTooHighAbove() {
        for (long micros = 100; micros < 1_000_000_000_000L; micros = micros * 3 + 1) {
            latencies.clear();
            latencies.record(micros);

            assertThat(latencies.percentile(50)).isBetween(micros, micros + micros / 64);
        }
    }

    @Test
    void addsAnotherHistogram() {
        Latencies other = new Latencies();
        latencies.record(10);
        other.record(90);
        other.record(100);

        latencies.add(other);

        assertThat(latencies.percentile(50)).isEqualTo(90);
        assertThat(latencies.total()).isEqualTo(3);
    }

    @Test
    void countsNegativeDurationsAsZero() {
        latencies.record(-5);

        assertThat(latencies.percentile(50)).isZero();
        assertThat(latencies.total()).isEqualTo(1);
    }
}
