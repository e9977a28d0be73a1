package dev.carteiro.dispatcher.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the Retry-After header, RFC 9110 section 10.2.3: seconds, or a date. Stateless. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {
    }

    /** Returns the wait, at most {@code cap}; empty if the header is missing, malformed or in the past. */
    static Optional<Duration> read(@Nullable String text, Instant now, Duration cap) {
        if (text == null) {
            return Optional.empty();
        }
        String stripped = text.strip();
        if (SECONDS.matcher(stripped).matches()) {
            if (stripped.length() > MAX_DIGITS) {
                return Optional.of(cap);
            }
            return Optional.of(shorter(Duration.ofSeconds(Long.parseLong(stripped)), cap));
        }
        return HttpDate.read(stripped, now).map(date -> Duration.between(now, date))
                .filter(wait -> !wait.isNegative()).map(wait -> shorter(wait, cap));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
