package dev.carteiro.schemas.event;

import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long ago an event happened, by its own account. Stateless. */
public final class EventTime {
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
            Duration age = Duration.between(Rfc3339.parse(time), now);
            return Optional.of(age.isNegative() ? Duration.ZERO : age);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
