package dev.carteiro.checker.history;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which something was broken on purpose. Immutable.
 *
 * @param from when it began
 * @param until when it was repaired and everybody had had time to find that out
 */
public record DisturbedPeriod(String what, Instant from, Instant until) {
    /**
     * No result stays uncommitted for longer than a transaction may last: one that is older has been committed, or
     * begins anew for a reason of its own.
     */
    private static final Duration UNCOMMITTED = Duration.ofSeconds(10);

    /** What happens when a clock reading is a little off the event it stands for. */
    private static final Duration BLUR = Duration.ofSeconds(1);

    /**
     * Whether it explains that the same attempt was made twice: the first was in flight or uncommitted when it began,
     * or was made while it lasted; the second came after.
     *
     * @param longest how long an attempt may be in flight
     */
    public boolean explainsRepeat(Instant first, Instant second, Duration longest) {
        return !first.isBefore(from.minus(longest).minus(UNCOMMITTED)) && !first.isAfter(until)
                && !second.isBefore(from.minus(BLUR));
    }

    /** Whether it touches a span of time. */
    public boolean touches(Instant begin, Instant end) {
        return !begin.isAfter(until) && !end.isBefore(from);
    }
}
