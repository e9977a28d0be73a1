package dev.carteiro.checker.history;

import java.time.Duration;
import java.time.Instant;

/**
 * A period with an injected fault. Immutable.
 *
 * @param from beginning of the fault
 * @param until end of the repair and of the time in which all processes notice it
 */
public record DisturbedPeriod(String what, Instant from, Instant until) {
    /** Maximum time for which a result stays uncommitted: the maximum duration of a transaction. */
    private static final Duration MAX_UNCOMMITTED = Duration.ofSeconds(10);

    /** Tolerance between a clock reading and the event that it stands for. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    /**
     * Returns whether the fault explains a repeated attempt. The first request must have been in flight or uncommitted when the
     * fault began, or come while it lasted; the second must have come after it began.
     *
     * @param longest maximum duration of an attempt
     */
    public boolean explainsRepeat(Instant first, Instant second, Duration longest) {
        return !first.isBefore(from.minus(longest).minus(MAX_UNCOMMITTED)) && !first.isAfter(until)
                && !second.isBefore(from.minus(CLOCK_TOLERANCE));
    }

    /** Returns whether the period overlaps a span of time. */
    public boolean overlaps(Instant begin, Instant end) {
        return !begin.isAfter(until) && !end.isBefore(from);
    }
}
