package dev.carteiro.dispatcher.verdict;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses an HTTP date in the three forms that RFC 9110 section 5.6.7 requires a recipient to accept. Stateless.
 *
 * <pre>
 *   Sun, 06 Nov 1994 08:49:37 GMT    IMF-fixdate
 *   Sunday, 06-Nov-94 08:49:37 GMT   RFC 850
 *   Sun Nov  6 08:49:37 1994         asctime
 * </pre>
 *
 * <p>It also accepts names in any case, days of one digit, years of four digits after hyphens, other names of UTC, and
 * offsets. The day of the week is not compared with the date. OkHttp's parser for cookies is no replacement: it ignores
 * text after the date, accepts 25:61 as a time, and assumes another century for years of two digits.
 */
final class HttpDate {
    private static final int MAX_LENGTH = 64;
    private static final String TIME = " (\\d{1,2}):(\\d{2}):(\\d{2})";
    private static final Pattern DAY_FIRST = Pattern
            .compile("(?:[a-z]{3,9},? *)?(\\d{1,2})([ -])([a-z]{3})\\2(\\d{4}|\\d{2})"
                    + TIME + " ?(gmt|utc|ut|z|[+-]\\d{4})");
    private static final Pattern ASCTIME = Pattern
            .compile("[a-z]{3,9} ([a-z]{3}) {1,2}(\\d{1,2})" + TIME + " (\\d{4})");
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int LEAP_SECOND = 60;
    private static final int CENTURY = 100;

    private HttpDate() {
    }

    /**
     * Parses a date; never throws.
     *
     * @param now determines the century of a year of two digits, which is at most 50 years ahead, or else in the past
     * @return empty if the text is not a date
     */
    static Optional<Instant> read(String text, Instant now) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            Matcher dayFirst = DAY_FIRST.matcher(lower);
            if (dayFirst.matches()) {
                return Optional.of(dayFirst(dayFirst, now));
            }
            Matcher asctime = ASCTIME.matcher(lower);
            return asctime.matches()
                    ? Optional.of(instant(number(asctime, 6), asctime.group(1), number(asctime, 2), asctime, 3,
                            ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static Instant dayFirst(Matcher form, Instant now) {
        String zone = form.group(8);
        ZoneOffset offset = Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
        int year = number(form, 4);
        if (form.group(4).length() > 2) {
            return instant(year, form.group(3), number(form, 1), form, 5, offset);
        }
        OffsetDateTime latest = now.atOffset(ZoneOffset.UTC).plusYears(CENTURY / 2);
        int ofTheCentury = latest.getYear() - Math.floorMod(latest.getYear() - year, CENTURY);
        Instant instant = instant(ofTheCentury, form.group(3), number(form, 1), form, 5, offset);
        return instant.isAfter(latest.toInstant())
                ? instant(ofTheCentury - CENTURY, form.group(3), number(form, 1), form, 5, offset)
                : instant;
    }

    /** @param time the number of the group with the hours; minutes and seconds follow */
    private static Instant instant(int year, String month, int day, Matcher form, int time, ZoneOffset offset) {
        int seconds = number(form, time + 2);
        boolean isLeapSecond = seconds == LEAP_SECOND;
        Instant instant = LocalDateTime.of(year, month(month), day, number(form, time), number(form, time + 1),
                isLeapSecond ? seconds - 1 : seconds).toInstant(offset);
        return isLeapSecond ? instant.plusSeconds(1) : instant;
    }

    private static int month(String name) {
        int at = MONTHS.indexOf(name);
        if (at < 0 || at % 3 != 0) {
            throw new DateTimeException("no such month");
        }
        return at / 3 + 1;
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
