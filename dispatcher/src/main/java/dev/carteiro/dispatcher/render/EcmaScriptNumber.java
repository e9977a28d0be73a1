package dev.carteiro.dispatcher.render;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON number as ECMAScript does (ECMA-262, Number::toString): {@code 1.50} as {@code 1.5}, {@code 1e21} as
 * {@code 1e+21}. Stateless.
 *
 * <p>All ECMAScript numbers are doubles, written with the fewest digits that identify the double. If that changes the
 * number, the text stays as it is: precision is worth more than the form.
 */
final class EcmaScriptNumber {
    private static final String MINUS = "-";

    /** The most digits in the shortest form of a double. */
    private static final int MAX_DIGITS = 17;

    /** The length of an exponent, with its letter and sign, beyond which it cannot be a double's. */
    private static final int MAX_EXPONENT_LENGTH = 9;

    private EcmaScriptNumber() {
    }

    /**
     * The digits of a number other than zero.
     *
     * @param digits the digits without leading and trailing zeros
     * @param point the number of digits before the decimal point; negative for zeros after it
     */
    private record Decimal(String digits, long point) {
        double value() {
            return Double.parseDouble(digits + "E" + (point - digits.length()));
        }
    }

    /**
     * Returns a number in ECMAScript's form.
     *
     * @param text a number by the JSON grammar
     * @return the text itself if a double cannot hold the number
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

    /** @return {@code null} if a double cannot hold the number, because it has too many digits */
    private static @Nullable Decimal read(String text) {
        int end = text.length();
        long exponent = 0;
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e >= 0) {
            if (end - e > MAX_EXPONENT_LENGTH) {
                return isZero(text, e) ? new Decimal("", 0) : null;
            }
            exponent = Long.parseLong(text, e + 1, end, 10);
            end = e;
        }
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
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
            if (digits.length() + zeros >= MAX_DIGITS) {
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

    /**
     * Returns the shortest form. The JDK has it since version 19, but with two digits where one would do: 4.9E-324 is
     * 5e-324.
     */
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
