package dev.carteiro.dispatcher.verdict;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the Retry-After header, RFC 9110 section 10.2.3: seconds, or a date. Stateless. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MORE_DIGITS_THAN_ANY_CAP = 9;
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private RetryAfter() {
    }

    /** Empty for what is no Retry-After: a negative, malformed or missing one. Never longer than {@code cap}. */
    static Optional<Duration> read(@Nullable String text, Instant now, Duration cap) {
        if (text == null) {
            return Optional.empty();
        }
        String stripped = text.strip();
        if (SECONDS.matcher(stripped).matches()) {
            if (stripped.length() > MORE_DIGITS_THAN_ANY_CAP) {
                return Optional.of(cap);
            }
            return Optional.of(shorter(Duration.ofSeconds(Long.parseLong(stripped)), cap));
        }
        try {
            Duration wait = Duration.between(now, ZonedDateTime.parse(stripped, DATE).toInstant());
            return wait.isNegative() ? Optional.empty() : Optional.of(shorter(wait, cap));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
