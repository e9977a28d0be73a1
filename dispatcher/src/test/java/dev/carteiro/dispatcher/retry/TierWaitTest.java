package dev.carteiro.dispatcher.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeliveryProgress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TierWaitTest {
    private static final Instant APPENDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TIER = Duration.ofMinutes(5);

    @Test
    void withEqualClocksTheWrittenTimesCount() {
        assertThat(wait(at(300), at(420), at(10), at(10))).isEqualTo(of(290, 410));
        assertThat(wait(at(300), at(300), at(301), at(301))).isEqualTo(of(-1, -1));
    }

    @Test
    void aWriterWhoseClockWasAheadDelaysNoRecordBeyondTheTier() {
        assertThat(wait(at(7_200), at(7_260), at(10), at(10))).isEqualTo(of(291, 351));
    }

    @Test
    void aWriterWhoseClockWasBehindEndsTheWaitEarly() {
        assertThat(wait(at(-7_200), at(-7_140), at(10), at(10))).isEqualTo(of(-7_210, -7_150));
    }

    @Test
    void aReaderWhoseClockIsBehindUsesTheBrokersTime() {
        assertThat(wait(at(300), at(360), at(-7_190), at(10))).isEqualTo(of(291, 351));
    }

    @Test
    void aBrokerWhoseClockIsBehindDelaysNoRecord() {
        assertThat(wait(at(7_500), at(7_500), at(7_210), at(10))).isEqualTo(of(290, 290));
    }

    @Test
    void withoutABrokersTimeOrATierTheWallClockDecides() {
        DeliveryProgress waiting = DeliveryProgress.NONE.waiting(at(9_000), at(7_200));
        assertThat(TierWait.of(waiting, TIER, APPENDED, at(0), null)).isEqualTo(of(7_200, 9_000));
        assertThat(TierWait.of(waiting, Duration.ZERO, APPENDED, at(0), at(0))).isEqualTo(of(0, 9_000));
        assertThat(TierWait.of(DeliveryProgress.NONE, TIER, APPENDED, at(0), at(0))).isEqualTo(of(0, 0));
    }

    private static TierWait wait(Instant wake, Instant due, Instant wall, Instant broker) {
        return TierWait.of(DeliveryProgress.NONE.waiting(due, wake), TIER, APPENDED, wall, broker);
    }

    private static Instant at(long seconds) {
        return APPENDED.plusSeconds(seconds);
    }

    private static TierWait of(long untilWake, long untilDue) {
        return new TierWait(Duration.ofSeconds(untilWake), Duration.ofSeconds(untilDue));
    }
}
