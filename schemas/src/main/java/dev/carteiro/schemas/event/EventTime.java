package dev.carteiro.schemas.event;

import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Computes the age of an event from the event's own time. Stateless. */
public final class EventTime {
    private EventTime() {
    }

    /**
     * Returns the time from the event until now; zero for an event that is dated in the future.
     *
     * @param time RFC 3339
     * @return empty if the text is not a time
     */
    public static Optional<Duration> age(String time, Instant now) {
        try {
            Duration age = Duration.between(Rfc3339.parse(time), now);
            return Optional.of(age.isNegative() ? Duration.ZERO : age);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
