package dev.carteiro.dispatcher.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Sun, 06 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
            "Sunday, 06-Nov-94 08:49:37 GMT | 1994-11-06T08:49:37Z", "Sun Nov  6 08:49:37 1994 | 1994-11-06T08:49:37Z",
            "Sun Nov 16 08:49:37 1994 | 1994-11-16T08:49:37Z", "Thu, 29 Feb 2024 00:00:00 GMT | 2024-02-29T00:00:00Z",
            "Fri, 31 Dec 9999 23:59:59 GMT | 9999-12-31T23:59:59Z",
            "Sat, 31 Dec 2016 23:59:60 GMT | 2017-01-01T00:00:00Z"})
    void readsEachFormOfTheStandard(String text, Instant date) {
        assertThat(HttpDate.read(text, NOW)).hasValue(date);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sun, 06 nov 1994 08:49:37 gmt | 1994-11-06T08:49:37Z",
            "Sun, 6 Nov 1994 8:49:37 GMT | 1994-11-06T08:49:37Z", "6 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
            "Mon, 06 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
            "Sun, 06-Nov-1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
            "Sun, 06 Nov 94 08:49:37 UTC | 1994-11-06T08:49:37Z",
            "Sun, 06 Nov 1994 08:49:37 +0000 | 1994-11-06T08:49:37Z",
            "Sun, 06 Nov 1994 05:49:37 -0300 | 1994-11-06T08:49:37Z", "Sun Nov 6 08:49:37 1994 | 1994-11-06T08:49:37Z"})
    void readsWhatOthersSend(String text, Instant date) {
        assertThat(HttpDate.read(text, NOW)).hasValue(date);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01T00:00:00Z, 01-Jan-26 00:00:00, 2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z, 31-Dec-75 23:59:59, 2075-12-31T23:59:59Z",
            "2026-01-01T00:00:00Z, 01-Jan-76 00:00:00, 2076-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z, 01-Jan-76 00:00:01, 1976-01-01T00:00:01Z",
            "2026-01-01T00:00:00Z, 01-Jan-77 00:00:00, 1977-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z, 31-Dec-99 23:59:59, 1999-12-31T23:59:59Z",
            "2099-12-31T23:59:50Z, 01-Jan-00 00:00:10, 2100-01-01T00:00:10Z"})
    void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(Instant now, String text, Instant date) {
        assertThat(HttpDate.read("Thursday, " + text + " GMT", now)).hasValue(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 30 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 06 anf 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT x", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 +9900",
            "Sun, 06-Nov 1994 08:49:37 GMT", "Sun, 06 Nov 199 08:49:37 GMT", "Sun, 06 Nov 19940 08:49:37 GMT",
            "Sun Nov  6 08:49:37 94", "Sun Nov  6 08:49:37 1994 GMT", "1994-11-06T08:49:37Z", "-5", "soon",
            "Sun, \u0660\u0666 Nov 1994 08:49:37 GMT"})
    void readsNothingElse(String text) {
        assertThat(HttpDate.read(text, NOW)).isEmpty();
    }

    @Test
    void neverThrowsAndTakesNoTimeForWhatIsLong() {
        Random random = new Random(1);
        String characters = "SunNov 0169:,-+GMTZ\u0130\u0000";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder("Sun, 06 Nov 1994 08:49:37 GMT");
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), characters.charAt(random.nextInt(characters.length())));
            }
            HttpDate.read(text.toString(), NOW);
        }
        for (String part : new String[]{" ", "Sun, ", "1", "a", "\u0130"}) {
            assertThat(HttpDate.read(part.repeat(300_000), NOW)).isEmpty();
            assertThat(RetryAfter.read(part.repeat(300_000), NOW, Duration.ofHours(12)))
                    .isEqualTo(part.equals("1") ? Optional.of(Duration.ofHours(12)) : Optional.empty());
        }
    }
}
