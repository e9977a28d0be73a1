package dev.carteiro.schemas.event;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long ago an event happened, by its own account. Stateless. */
public final class EventTime {
    private static final int SECONDS_END = 19;

    private EventTime() {
    }

    /**
     * From an event's time to now; zero for one that is dated in the future.
     *
     * @param time RFC 3339
     * @return empty where it is no time
     */
    public static Optional<Duration> age(String time, Instant now) {
        try {
            Instant instant = ofUtc(time);
            Duration age = Duration.between(instant == null ? OffsetDateTime.parse(time).toInstant() : instant, now);
            return Optional.of(age.isNegative() ? Duration.ZERO : age);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the form that nearly all times have, {@code 2025-02-10T15:30:50Z} with or without a fraction; a formatter takes
     * twenty times as long, and this is asked for every delivery.
     *
     * @return {@code null} for any other form, be it a time or not
     */
    private static @Nullable Instant ofUtc(String time) {
        int end = time.length() - 1;
        if (end < SECONDS_END || end > SECONDS_END + 10 || time.charAt(end) != 'Z' || time.charAt(4) != '-'
                || time.charAt(7) != '-' || time.charAt(10) != 'T' || time.charAt(13) != ':'
                || time.charAt(16) != ':') {
            return null;
        }
        int year = digits(time, 0, 4);
        int month = digits(time, 5, 7);
        int day = digits(time, 8, 10);
        int hour = digits(time, 11, 13);
        int minute = digits(time, 14, 16);
        int second = digits(time, 17, 19);
        int nanos = nanos(time, end);
        if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || nanos < 0) {
            return null;
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, nanos).toInstant(ZoneOffset.UTC);
    }

    private static int nanos(String time, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        int nanos = time.charAt(SECONDS_END) == '.' && end > SECONDS_END + 1 ? digits(time, SECONDS_END + 1, end) : -1;
        for (int places = end - SECONDS_END - 1; places < 9 && nanos >= 0; places++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** @return -1 where one of them is none */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
