package dev.carteiro.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");

    @Test
    void anEventIsAsOldAsItSays() {
        assertThat(EventTime.age("2025-02-10T15:30:48.500Z", NOW)).contains(Duration.ofMillis(1_500));
        assertThat(EventTime.age("2025-02-10T12:30:50-03:00", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-02-10T15:30:50Z", "2025-02-10T15:30:50.1Z", "2025-02-10T15:30:50.000000001Z",
            "2025-02-10T15:30:50.123456Z", "2024-02-29T23:59:59.999999999Z", "1970-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2025-02-10T15:30Z", "2025-02-10T15:30:50+00:00", "2025-02-10T15:30:50.Z", "2025-02-29T00:00:00Z",
            "2025-02-10T24:00:00Z", "2025-02-10T15:30:60Z", "2025-13-10T15:30:50Z", "2025-02-10t15:30:50z",
            "2025-02-10 15:30:50Z", "+2025-02-10T15:30:50Z", "2025-02-10T15:30:50.0000000001Z", "2025-02-10T15:30:5ZZ",
            "2025-02-1\u0660T15:30:50Z", "", "Z"})
    void readsTimesAsTheFormatterDoes(String time) {
        Optional<Instant> expected;
        try {
            expected = Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            expected = Optional.empty();
        }
        Instant end = Instant.parse("2099-01-01T00:00:00Z");
        assertThat(EventTime.age(time, end)).isEqualTo(expected.map(then -> Duration.between(then, end)));
    }

    @Test
    void oneFromTheFutureIsNew() {
        assertThat(EventTime.age("2035-02-10T15:30:50Z", NOW)).contains(Duration.ZERO);
    }

    @Test
    void whatIsNoTimeHasNoAge() {
        assertThat(EventTime.age("yesterday", NOW)).isEmpty();
    }
}
