package dev.carteiro.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimeTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");

    @Test
    void computesTheAgeFromTheEventsTime() {
        assertThat(EventTime.age("2025-02-10T15:30:48.500Z", NOW)).contains(Duration.ofMillis(1_500));
        assertThat(EventTime.age("2025-02-10T12:30:50-03:00", NOW)).contains(Duration.ZERO);
    }

    @Test
    void returnsZeroForAnEventInTheFuture() {
        assertThat(EventTime.age("2035-02-10T15:30:50Z", NOW)).contains(Duration.ZERO);
    }

    @Test
    void returnsNothingForAnInvalidTime() {
        assertThat(EventTime.age("yesterday", NOW)).isEmpty();
    }
}
