package dev.carteiro.schemas.time;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses and formats durations in the notation of the contract: a whole number and one of the units {@code ms s m h d}.
 * Stateless.
 */
public final class Durations {
    /** Description of valid durations, for messages. */
    public static final String ACCEPTED = "a whole number followed by ms, s, m, h or d, for example 500ms, 5s, 30m, 2h, 7d";

    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
    private static final Duration MAX_DURATION = Duration.ofDays(3650);

    private Durations() {
    }

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException if the text is not a duration, or is longer than ten years; the message names
     *     the text and what is accepted
     */
    public static Duration parse(String text) {
        Matcher form = SYNTAX.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration: use " + ACCEPTED);
        }
        long amount = Long.parseLong(form.group(1));
        Duration duration = switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long: use at most 3650d");
        }
        return duration;
    }

    /**
     * Returns the shortest text that {@link #parse} reads as the same duration: {@code 90s} for one and a half minutes.
     */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3_600 != 0) {
            return seconds / 60 + "m";
        }
        if (seconds % 86_400 != 0) {
            return seconds / 3_600 + "h";
        }
        return seconds / 86_400 + "d";
    }
}
