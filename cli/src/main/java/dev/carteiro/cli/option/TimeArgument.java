package dev.carteiro.cli.option;

import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;

/** Moments as options name them: a time, or how long ago. Stateless. */
public final class TimeArgument {
    private TimeArgument() {
    }

    /**
     * @param option for the message
     * @throws IllegalArgumentException if it is neither; the message is one line for the person who wrote it
     */
    public static Instant parse(String option, String text, Instant now) {
        try {
            return text.contains("T") ? Rfc3339.parse(text) : now.minus(Durations.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " '" + text + "' is not a time: write one as in"
                    + " 2025-02-10T15:30:00Z, or how long ago, as in 30m, 2h, 7d", e);
        }
    }
}
