package dev.carteiro.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500, 500ms", "5s, 5000, 5s", "90s, 90000, 90s", "120s, 120000, 2m", "5m, 300000, 5m",
            "2h, 7200000, 2h", "7d, 604800000, 7d", "24h, 86400000, 1d", "0s, 0, 0ms", "1500ms, 1500, 1500ms",
            "3650d, 315360000000, 3650d"})
    void readsAndWritesTheShortestForm(String text, long millis, String shortest) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5S", "1.5s", "5s ", "5sm", "1234567890123s", "\u0665s"})
    void rejectsOtherTextsAndSaysWhatIsAccepted(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessage("'" + text + "' is not a duration: use "
                + "a whole number followed by ms, s, m, h or d, for example 500ms, 5s, 30m, 2h, 7d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3651d", "999999999999d", "999999999999h", "999999999999s"})
    void rejectsMoreThanTenYears(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessage("'" + text + "' is too long: use at most 3650d");
    }
}
