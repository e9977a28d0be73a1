package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;

/**
 * Stops attempts at an endpoint that does nothing but fail, but for single probes. Guarded by its endpoint's lock; time is
 * monotonic nanoseconds.
 *
 * <pre>
 *   closed --- failures in a row -------> open --- cool-down over, a record arrives ---> probing
 *     ^                                   ^                                              |  |
 *     |                                   +--- failure: the cool-down doubles -----------+  |
 *     +------------------------------------------- success ---------------------------------+
 * </pre>
 *
 * <p>It takes ten failures, and half a minute without a success: an endpoint that fails some deliveries, or each delivery
 * at first, has successes among its failures and would only be kept from them by single probes. Until then its in-flight
 * limit and its purse bound what it costs. The cool-down grows from five seconds to a minute, so that retries that are
 * minutes apart are never held back by it. An attempt that was under way
 * when the breaker opened counts as well: a success closes it, whoever made it.
 */
final class CircuitBreaker {
    private static final int OPENS_AFTER = 10;
    private static final Duration OPENS_AFTER_SO_LONG = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Longer than any attempt may take: a probe that ended without an attempt is not waited for for ever. */
    private static final Duration PROBE_LOST = Duration.ofSeconds(45);

    private int failuresInARow;
    private long firstFailureNanos;
    private boolean open;
    private boolean probing;
    private Duration coolDown = FIRST;
    private long openedNanos;
    private long nextProbeNanos;

    boolean isOpen() {
        return open;
    }

    EndpointState.BreakerState state() {
        if (!open) {
            return EndpointState.BreakerState.CLOSED;
        }
        return probing ? EndpointState.BreakerState.PROBING : EndpointState.BreakerState.OPEN;
    }

    /** Whether an attempt may begin as a probe; the caller then says {@link #probe}. */
    boolean mayProbe(long nowNanos) {
        return open && nowNanos - nextProbeNanos >= 0;
    }

    /** A probe begins: nobody else's does before it is over, or lost. */
    void probe(long nowNanos) {
        probing = true;
        nextProbeNanos = nowNanos + PROBE_LOST.toNanos();
    }

    /**
     * How long from now a record that arrives should step aside: until the next probe, or for half the time that the
     * endpoint has been away, so that the backlog of one that is gone for hours is not moved every few seconds.
     */
    Duration stepAside(Duration longest, long nowNanos) {
        long untilProbe = probing ? coolDown.toNanos() : nextProbeNanos - nowNanos;
        long away = Math.min((nowNanos - openedNanos) / 2, longest.toNanos());
        return Duration.ofNanos(Math.max(0, Math.max(untilProbe, away)));
    }

    void succeeded() {
        failuresInARow = 0;
        open = false;
        probing = false;
        coolDown = FIRST;
    }

    void failed(long nowNanos) {
        if (failuresInARow++ == 0) {
            firstFailureNanos = nowNanos;
        }
        if (open) {
            if (probing) {
                probing = false;
                Duration doubled = coolDown.multipliedBy(2);
                coolDown = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
                nextProbeNanos = nowNanos + coolDown.toNanos();
            }
        } else if (failuresInARow >= OPENS_AFTER
                && nowNanos - firstFailureNanos >= OPENS_AFTER_SO_LONG.toNanos()) {
            open = true;
            openedNanos = nowNanos;
            nextProbeNanos = nowNanos + coolDown.toNanos();
        }
    }
}
