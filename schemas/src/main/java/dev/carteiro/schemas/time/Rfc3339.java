package dev.carteiro.schemas.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Parses times strictly according to RFC 3339 section 5.6. Stateless. {@code java.time} also accepts times without
 * seconds, offsets without minutes and years of nine digits.
 *
 * <p>A leap second counts as the previous second, as in {@link Instant#parse}, so that it stays in its day. It is
 * accepted only in the last minute of a month in UTC. A fraction is truncated after nine digits.
 */
public final class Rfc3339 {
    /** End of the year 9999, the last that RFC 3339 can represent, in unix milliseconds. */
    public static final long LAST_MILLIS = 253_402_300_799_999L;

    private static final int SECONDS_END = 19;
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final int LEAP_SECOND = 60;

    private Rfc3339() {
    }

    /**
     * Parses a time.
     *
     * @param text {@code 2025-02-10T15:30:50Z}, with or without a fraction, or with an offset instead of the Z
     * @throws DateTimeException if the text is not a time */
    public static Instant parse(String text) {
        return read(text, fractionEnd(text));
    }

    /**
     * Returns the time in a form that every RFC 3339 parser accepts: the text itself, unless it has a leap second, a
     * lower-case {@code t} or {@code z}, or a fraction of more than nine digits.
     *
     * @throws DateTimeException if the text is not a time */
    public static String normalise(String text) {
        int fractionEnd = fractionEnd(text);
        read(text, fractionEnd);
        boolean leap = number(text, 17) == LEAP_SECOND;
        boolean isZulu = text.length() == fractionEnd + 1;
        if (!leap && text.charAt(10) == 'T' && (!isZulu || text.charAt(fractionEnd) == 'Z')
                && fractionEnd <= SECONDS_END + 1 + MAX_FRACTION_DIGITS) {
            return text;
        }
        return text.substring(0, 10) + 'T' + text.substring(11, 17) + (leap ? "59" : text.substring(17, SECONDS_END))
                + text.substring(SECONDS_END, Math.min(fractionEnd, SECONDS_END + 1 + MAX_FRACTION_DIGITS))
                + (isZulu ? "Z" : text.substring(fractionEnd));
    }

    private static Instant read(String text, int fractionEnd) {
        requireChar(text, 4, '-');
        requireChar(text, 7, '-');
        requireChar(text, 10, 'T');
        requireChar(text, 13, ':');
        requireChar(text, 16, ':');
        int second = number(text, 17);
        LocalDateTime local = LocalDateTime.of(number(text, 0) * 100 + number(text, 2), number(text, 5),
                number(text, 8), number(text, 11), number(text, 14), second == LEAP_SECOND ? 59 : second,
                nanos(text, fractionEnd));
        int offset = offsetSeconds(text, fractionEnd);
        if (second == LEAP_SECOND) {
            requireLeapSecond(local.minusSeconds(offset));
        }
        return local.toInstant(ZoneOffset.UTC).minusSeconds(offset);
    }

    private static void requireLeapSecond(LocalDateTime utc) {
        if (utc.getHour() != 23 || utc.getMinute() != 59 || utc.plusDays(1).getDayOfMonth() != 1) {
            throw new DateTimeException("a leap second is not possible at this time");
        }
    }

    /** Returns the index after the seconds and their fraction. */
    private static int fractionEnd(String text) {
        int end = SECONDS_END;
        if (end < text.length() && text.charAt(end) == '.') {
            do {
                end++;
            } while (end < text.length() && isDigit(text.charAt(end)));
            if (end == SECONDS_END + 1) {
                throw new DateTimeException("the fraction has no digits");
            }
        }
        return end;
    }

    private static int nanos(String text, int fractionEnd) {
        int nanos = 0;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + MAX_FRACTION_DIGITS; i++) {
            nanos = nanos * 10 + (i < fractionEnd ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int offsetSeconds(String text, int start) {
        if (text.length() == start + 1) {
            requireChar(text, start, 'Z');
            return 0;
        }
        if (text.length() != start + 6) {
            throw new DateTimeException("must end in Z or an offset such as +01:00");
        }
        boolean isNegative = text.charAt(start) == '-';
        requireChar(text, start, isNegative ? '-' : '+');
        requireChar(text, start + 3, ':');
        int hours = number(text, start + 1);
        int minutes = number(text, start + 4);
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("the offset is out of range");
        }
        int seconds = (hours * 60 + minutes) * 60;
        return isNegative ? -seconds : seconds;
    }

    /** Parses two digits. */
    private static int number(String text, int at) {
        if (text.length() < at + 2 || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
            throw new DateTimeException("digits are missing");
        }
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** @param expected expected character; a letter is also accepted in lower case */
    private static void requireChar(String text, int at, char expected) {
        if (at >= text.length()
                || (text.charAt(at) != expected && text.charAt(at) != Character.toLowerCase(expected))) {
            throw new DateTimeException("'" + expected + "' is missing");
        }
    }
}
