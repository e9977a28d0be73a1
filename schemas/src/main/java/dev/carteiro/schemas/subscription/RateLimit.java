package dev.carteiro.schemas.subscription;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maximum rate of attempts to an endpoint. Immutable.
 *
 * @param permits number of attempts per period
 * @param period a second, a minute or an hour
 */
public record RateLimit(int permits, Duration period) {
    private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,6})/([smh])");

    public static RateLimit parse(String text) {
        Matcher form = SYNTAX.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate: use a number of attempts per s, m or h, as in 100/s");
        }
        Duration period = switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return new RateLimit(Integer.parseInt(form.group(1)), period);
    }

    /** Returns the text that {@link #parse} reads. */
    public String text() {
        String unit = period.equals(Duration.ofSeconds(1)) ? "s" : period.equals(Duration.ofMinutes(1)) ? "m" : "h";
        return permits + "/" + unit;
    }

    /** Returns the time between two attempts at an even pace, at least one nanosecond. */
    public Duration spacing() {
        return Duration.ofNanos(Math.max(1, period.toNanos() / permits));
    }
}
