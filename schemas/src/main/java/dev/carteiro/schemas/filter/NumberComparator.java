package dev.carteiro.schemas.filter;

import java.math.BigDecimal;

/**
 * Compares a JSON number, in its original text, exactly with a number of a filter. Stateless.
 *
 * <p>It compares the digits one by one instead of converting them. A conversion takes time that grows with the square
 * of the number of digits, and a {@link BigDecimal} cannot have an exponent beyond an {@code int}.
 */
final class NumberComparator {
    /**
     * Cap for exponents: above the exponent of any filter number, and low enough that adding a number of digits does
     * not overflow.
     */
    private static final long MAX_EXPONENT = Long.MAX_VALUE / 4;

    private NumberComparator() {
    }

    /** @param text number as JSON or {@link BigDecimal#toString} writes it */
    static int compare(String text, BigDecimal with) {
        int start = text.charAt(0) == '-' ? 1 : 0;
        int end = exponentMark(text);
        int first = firstDigit(text, start, end);
        int sign = first == end ? 0 : start == 1 ? -1 : 1;
        if (sign != with.signum() || sign == 0) {
            return Integer.compare(sign, with.signum());
        }
        String digits = with.unscaledValue().abs().toString();
        int compared = Long.compare(place(text, start, first, end), digits.length() - 1L - with.scale());
        return sign * (compared != 0 ? compared : compareDigits(text, first, end, digits));
    }

    private static int exponentMark(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != 'e' && text.charAt(end) != 'E') {
            end++;
        }
        return end;
    }

    /** Returns the index of the first digit that is not zero; {@code end} if there is none. */
    private static int firstDigit(String text, int start, int end) {
        int first = start;
        while (first < end && (text.charAt(first) == '0' || text.charAt(first) == '.')) {
            first++;
        }
        return first;
    }

    /** Returns the power of ten of the first digit. */
    private static long place(String text, int start, int first, int end) {
        int point = text.indexOf('.', start, end);
        int integerEnd = point < 0 ? end : point;
        int place = first < integerEnd ? integerEnd - first - 1 : integerEnd - first;
        return place + exponent(text, end);
    }

    private static long exponent(String text, int mark) {
        boolean isNegative = false;
        long exponent = 0;
        for (int i = mark + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '-') {
                isNegative = true;
            } else if (c != '+') {
                exponent = Math.min(MAX_EXPONENT, exponent * 10 + c - '0');
            }
        }
        return isNegative ? -exponent : exponent;
    }

    private static int compareDigits(String text, int first, int end, String digits) {
        int at = 0;
        for (int i = first; i < end; i++) {
            char digit = text.charAt(i);
            if (digit != '.') {
                int compared = Character.compare(digit, at < digits.length() ? digits.charAt(at) : '0');
                if (compared != 0) {
                    return compared;
                }
                at++;
            }
        }
        for (; at < digits.length(); at++) {
            if (digits.charAt(at) != '0') {
                return -1;
            }
        }
        return 0;
    }
}
