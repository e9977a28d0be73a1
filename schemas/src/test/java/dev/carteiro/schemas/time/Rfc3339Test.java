package dev.carteiro.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @Test
    void readsATime() {
        assertThat(Rfc3339.parse("2025-02-10T12:30:50.5-03:00"))
                .isEqualTo(Instant.ofEpochSecond(1739201450, 500_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-02-10T15:30:50Z", "2025-02-10T15:30:50.1Z", "2025-02-10T15:30:50.000000001Z",
            "2025-02-10T15:30:50.123456Z", "2024-02-29T23:59:59.999999999Z", "1970-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z", "2025-02-10T15:30Z", "2025-02-10T15:30:50+00:00", "2025-02-10T15:30:50-00:00",
            "2025-02-10T15:30:50+18:00", "2025-02-10T15:30:50+18:01", "2025-02-10T15:30:50.Z", "2025-02-29T00:00:00Z",
            "2025-02-10T24:00:00Z", "2025-02-10T15:30:60Z", "2016-12-31T23:59:60Z", "2025-13-10T15:30:50Z",
            "2025-02-10t15:30:50z", "2025-02-10T15:30:50z", "2025-02-10 15:30:50Z", "+2025-02-10T15:30:50Z",
            "2025-02-10T15:30:50.0000000001Z", "2025-02-10T15:30:5ZZ", "2025-02-10T15:30:50", "2025-02-10T",
            "2025-02-1\u0660T15:30:50Z", "2025-02-10T15:30:50Z ", "", "Z"})
    void agreesWithTheFormatter(String text) {
        assertThat(read(Rfc3339::parse, text)).isEqualTo(read(Rfc3339Test::byFormatter, text));
    }

    /** Every text of these is one change away from a time. */
    @Test
    void agreesWithTheFormatterOnNearlyTimes() {
        Random random = new Random(1);
        String characters = "0123456789TtZz+-:. ";
        for (String time : new String[]{"2025-02-10T15:30:50Z", "2025-02-10T15:30:50.125+03:00"}) {
            for (int i = 0; i < 5_000; i++) {
                StringBuilder changed = new StringBuilder(time);
                int at = random.nextInt(time.length());
                char other = characters.charAt(random.nextInt(characters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> changed.setCharAt(at, other);
                    case 1 -> changed.insert(at, other);
                    default -> changed.deleteCharAt(at);
                }
                assertThat(read(Rfc3339::parse, changed.toString())).as("%s", changed)
                        .isEqualTo(read(Rfc3339Test::byFormatter, changed.toString()));
            }
        }
    }

    private static Instant byFormatter(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Optional<Instant> read(Function<String, Instant> reader, String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
