package dev.carteiro.schemas.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberComparatorTest {
    @Test
    void agreesWithBigDecimal() {
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            String text = number(random);
            BigDecimal with = new BigDecimal(number(random));

            assertThat(Integer.signum(NumberComparator.compare(text, with))).as("%s and %s", text, with)
                    .isEqualTo(Integer.signum(new BigDecimal(text).compareTo(with)));
            assertThat(NumberComparator.compare(text, new BigDecimal(text))).as(text).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1e99999999999, 1e1000, 1", "-1e99999999999, 5, -1", "1e-99999999999, 0, 1",
            "1e-99999999999, 1e-1000, -1",
            "0e99999999999, 0, 0", "-0.0, 0, 0", "9007199254740993, 9007199254740992, 1",
            "12345678901234567890, 12345678901234567890, 0", "1E+2, 100, 0", "0.001e3, 1, 0",
            "1e999999999999999999999999999999, 1e999999, 1"})
    void comparesNumbersBeyondBigDecimal(String text, String with, int sign) {
        assertThat(Integer.signum(NumberComparator.compare(text, new BigDecimal(with)))).isEqualTo(sign);
    }

    private static String number(Random random) {
        String digits = "0001239";
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(digits.charAt(random.nextInt(digits.length())));
        }
        if (random.nextBoolean()) {
            text.append('.');
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.append(digits.charAt(random.nextInt(digits.length())));
            }
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? "e" : "E").append(random.nextInt(9) - 4);
        }
        return text.toString();
    }
}
