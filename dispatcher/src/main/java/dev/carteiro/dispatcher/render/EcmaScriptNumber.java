package dev.carteiro.dispatcher.render;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON number as ECMAScript does (ECMA-262, Number::toString): {@code 1.50} as {@code 1.5}, {@code 1e21} as
 * {@code 1e+21}. Stateless.
 *
 * <p>ECMAScript has no other numbers than doubles, and writes the shortest digits that stand for the same double. Where they
 * would be another number than the one that is written, the text stays as it is: precision is worth more than the form.
 */
final class EcmaScriptNumber {
    private static final String MINUS = "-";

    /** A double has a shortest form of at most as many digits. */
    private static final int MOST_DIGITS = 17;

    /** More digits of an exponent than any double's has. */
    private static final int LONG_EXPONENT = 9;

    private EcmaScriptNumber() {
    }

    /**
     * The digits of a number other than zero.
     *
     * @param digits without zeros at either end
     * @param point how many of them stand before the decimal point; negative for zeros behind it
     */
    private record Decimal(String digits, long point) {
        double value() {
            return Double.parseDouble(digits + "E" + (point - digits.length()));
        }
    }

    /**
     * @param text as the JSON grammar has it
     * @return the text itself where a double cannot hold the number
     */
    static String of(String text) {
        boolean negative = text.startsWith(MINUS);
        Decimal written = read(negative ? text.substring(1) : text);
        if (written == null) {
            return text;
        }
        if (written.digits().isEmpty()) {
            return "0"; // also for -0
        }
        double value = written.value();
        if (value == 0 || Double.isInfinite(value) || !shortest(value).equals(written)) {
            return text;
        }
        return (negative ? MINUS : "") + format(written.digits(), (int) written.point());
    }

    /** @return {@code null} where there is no need to look closer: a double has fewer digits */
    private static @Nullable Decimal read(String text) {
        int end = text.length();
        long exponent = 0;
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e >= 0) {
            if (end - e > LONG_EXPONENT) {
                return isZero(text, e) ? new Decimal("", 0) : null;
            }
            exponent = Long.parseLong(text, e + 1, end, 10);
            end = e;
        }
        StringBuilder digits = new StringBuilder(MOST_DIGITS);
        int point = text.indexOf('.');
        long integerDigits = point < 0 ? end : point;
        int zeros = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                continue;
            }
            if (c == '0') {
                if (digits.isEmpty()) {
                    integerDigits--;
                } else {
                    zeros++;
                }
                continue;
            }
            if (digits.length() + zeros >= MOST_DIGITS) {
                return null;
            }
            digits.repeat('0', zeros).append(c);
            zeros = 0;
        }
        return new Decimal(digits.toString(), digits.isEmpty() ? 0 : integerDigits + exponent);
    }

    private static boolean isZero(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) >= '1') {
                return false;
            }
        }
        return true;
    }

    /** The JDK has the shortest digits since 19, but two where one would do: 4.9E-324 is 5e-324. */
    private static Decimal shortest(double value) {
        Decimal decimal = Objects.requireNonNull(read(Double.toString(value)));
        if (decimal.digits().length() != 2) {
            return decimal;
        }
        int rounded = (Integer.parseInt(decimal.digits()) + 5) / 10;
        Decimal shorter = rounded == 10
                ? new Decimal("1", decimal.point() + 1)
                : new Decimal(Integer.toString(rounded), decimal.point());
        return shorter.value() == value ? shorter : decimal;
    }

    private static String format(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        return digits.charAt(0) + (count == 1 ? "" : "." + digits.substring(1)) + "e" + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }
}
