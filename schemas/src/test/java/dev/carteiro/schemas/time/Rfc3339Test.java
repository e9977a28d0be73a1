package dev.carteiro.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @Test
    void readsATime() {
        assertThat(Rfc3339.parse("2025-02-10T12:30:50.5-03:00"))
                .isEqualTo(Instant.ofEpochSecond(1739201450, 500_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-02-10T15:30:50Z", "2025-02-10T15:30:50.1Z", "2025-02-10T15:30:50.000000001Z",
            "2025-02-10T15:30:50.1230+02:00", "2024-02-29T23:59:59.999999999Z", "1970-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z", "2025-02-10T15:30:50+00:00", "2025-02-10T15:30:50-00:00",
            "2025-02-10T15:30:50+18:00"})
    void agreesWithTheFormatterAndChangesNothing(String text) {
        assertThat(Rfc3339.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
        assertThat(Rfc3339.normalise(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({"2025-02-10t15:30:50z, 2025-02-10T15:30:50Z", "2025-02-10T15:30:50z, 2025-02-10T15:30:50Z",
            "2025-02-10t15:30:50.10+01:00, 2025-02-10T15:30:50.10+01:00",
            "2025-02-10T15:30:50.1234567899Z, 2025-02-10T15:30:50.123456789Z",
            "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z", "2016-12-31T23:59:60.75Z, 2016-12-31T23:59:59.75Z",
            "2017-01-01T05:29:60+05:30, 2017-01-01T05:29:59+05:30",
            "1990-12-31T15:59:60-08:00, 1990-12-31T15:59:59-08:00"})
    void normalisesTimesThatSomeParsersReject(String text, String normal) {
        assertThat(Rfc3339.normalise(text)).isEqualTo(normal);
        assertThat(Rfc3339.parse(text)).isEqualTo(OffsetDateTime.parse(normal).toInstant());
    }

    @Test
    void readsAFractionOfAnyLength() {
        String digits = "2025-02-10T15:30:50." + "123456789".repeat(20_000);

        assertThat(Rfc3339.normalise(digits + "z")).isEqualTo("2025-02-10T15:30:50.123456789Z");
        assertThat(Rfc3339.parse(digits + "-00:30")).isEqualTo(Instant.parse("2025-02-10T16:00:50.123456789Z"));
    }

    @Test
    void readsOffsetsThatJavaDoesNotSupport() {
        assertThat(Rfc3339.parse("2025-02-10T15:30:50+23:59")).isEqualTo(Instant.parse("2025-02-09T15:31:50Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-02-10T15:30Z", "2025-02-10T15:30:50+01", "2025-02-10T15:30:50+0100",
            "2025-02-10T15:30:50+01:00:00", "2025-02-10T15:30:50+24:00", "2025-02-10T15:30:50+01:60",
            "+999999999-12-31T23:59:59Z", "+2025-02-10T15:30:50Z", "-2025-02-10T15:30:50Z", "2025-02-10T15:30:50.Z",
            "2025-02-10T15:30:50,5Z", "2025-02-29T00:00:00Z", "2025-13-10T15:30:50Z", "2025-02-10T24:00:00Z",
            "2025-02-10T15:60:50Z", "2025-02-10T15:30:60Z", "2025-02-10T23:59:60Z", "2016-12-31T23:59:60+01:00",
            "2016-12-31T23:59:61Z", "2025-02-10 15:30:50Z", "2025-02-10T15:30:5ZZ", "2025-02-10T15:30:50",
            "2025-02-10T15:30:50Z ", " 2025-02-10T15:30:50Z", "2025-02-10T", "2025-02-10", "2025-W07-1T15:30:50Z",
            "2025-02-1\u0660T15:30:50Z", "2025-02-10T15:30:50.\u0661Z", "20250210T153050Z", "1739201450", "", "Z"})
    void rejectsSimilarTexts(String text) {
        assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Rfc3339.normalise(text)).isInstanceOf(DateTimeException.class);
    }

    /** Texts that differ from a time by one change must be accepted exactly if the formatter accepts them. */
    @Test
    void agreesWithTheFormatterOnNearMisses() {
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
                String text = changed.toString();
                Optional<Instant> read = read(Rfc3339::parse, text);
                boolean isForm = text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"
                        + "([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
                boolean isJavas = !text.matches(".*[+-](18:[0-5][1-9]|18:[1-5]0|19:.*|2[0-3]:.*)");
                if (isJavas) {
                    assertThat(read).as(text)
                            .isEqualTo(isForm ? read(Rfc3339Test::byFormatter, text) : Optional.empty());
                }
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
