package dev.carteiro.cli.option;

import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;

/** Parses the time of an option: a timestamp, or a duration before now. Stateless. */
public final class TimeArgument {
    private TimeArgument() {
    }

    /**
     * Parses a time.
     *
     * @param option the option's name, for the message
     * @throws IllegalArgumentException if the text is neither; the message is one line that says what is accepted
     */
    public static Instant parse(String option, String text, Instant now) {
        try {
            return text.contains("T") ? Rfc3339.parse(text) : now.minus(Durations.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid " + option + " '" + text + "': use a time such as"
                    + " 2025-02-10T15:30:00Z, or a duration before now such as 30m, 2h, 7d", e);
        }
    }
}
