package dev.carteiro.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagMonitorTest {
    private static final TopicPartition PARTITION = new TopicPartition("attempts", 0);

    private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
    private final LagMonitor monitor = new LagMonitor(Duration.ofSeconds(10));

    @Test
    void skipsAheadInAPartitionThatStaysFarBehind() {
        monitor.start(PARTITION, nanos());
        time.advance(Duration.ofSeconds(9));
        assertThat(monitor.shouldSkipAhead(PARTITION, 5_000, nanos())).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(monitor.shouldSkipAhead(PARTITION, 5_000, nanos())).isTrue();
        assertThat(monitor.haveAllCaughtUp()).isFalse();

        monitor.start(PARTITION, nanos());
        assertThat(monitor.shouldSkipAhead(PARTITION, 5_000, nanos())).isFalse();
    }

    @Test
    void aLagOfOneSecondsRecordsCountsAsCaughtUp() {
        monitor.start(PARTITION, nanos());
        for (int i = 0; i < 60; i++) {
            monitor.recordRead(PARTITION, 1_000, nanos());
            assertThat(monitor.shouldSkipAhead(PARTITION, 900, nanos())).isFalse();
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(monitor.haveAllCaughtUp()).isTrue();
    }

    private long nanos() {
        return time.nanoClock().getAsLong();
    }
}
