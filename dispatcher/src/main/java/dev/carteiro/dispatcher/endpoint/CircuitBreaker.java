package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.admission.EndpointView;
import java.time.Duration;

/**
 * The circuit breaker of an endpoint: while every attempt fails, it lets only single probes through. Guarded by its
 * endpoint's lock; time is monotonic nanoseconds.
 *
 * <pre>
 *   closed --- failures in a row -------> open --- cool-down over, a record arrives ---> probing
 *     ^                                   ^                                              |  |
 *     |                                   +--- failure: the cool-down doubles -----------+  |
 *     +------------------------------------------- success ---------------------------------+
 * </pre>
 *
 * <p>The breaker opens after ten failures in a row and 30 s without a success. An endpoint that fails only some
 * deliveries, or each delivery at first, also has successes, and single probes would keep it from them. Until the
 * breaker opens, the in-flight limit and the memory pools bound the cost of the endpoint.
 *
 * <p>The cool-down grows from 5 s to one minute, so that it never delays retries that are minutes apart. Attempts that
 * were in flight when the breaker opened count as well: any success closes it.
 */
final class CircuitBreaker {
    private static final int MIN_FAILURES_IN_A_ROW = 10;
    private static final Duration MIN_TIME_FAILING = Duration.ofSeconds(30);
    private static final Duration FIRST_COOL_DOWN = Duration.ofSeconds(5);
    private static final Duration MAX_COOL_DOWN = Duration.ofMinutes(1);

    /** Longer than any attempt. After this time a probe that ended without an attempt no longer blocks the next one. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(45);

    private int failuresInARow;
    private long firstFailureNanos;
    private boolean open;
    private boolean probing;
    private Duration coolDown = FIRST_COOL_DOWN;
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

    EndpointView.Breaker view(long nowNanos) {
        return open
                ? new EndpointView.Breaker(true, probing, nextProbeNanos - nowNanos, nowNanos - openedNanos,
                        coolDown.toNanos())
                : EndpointView.Breaker.CLOSED;
    }

    /** Records the start of a probe. No other probe starts until it ends or times out. */
    void probe(long nowNanos) {
        probing = true;
        nextProbeNanos = nowNanos + PROBE_TIMEOUT.toNanos();
    }

    void succeeded() {
        failuresInARow = 0;
        open = false;
        probing = false;
        coolDown = FIRST_COOL_DOWN;
    }

    void failed(long nowNanos) {
        if (failuresInARow++ == 0) {
            firstFailureNanos = nowNanos;
        }
        if (open) {
            if (probing) {
                probing = false;
                Duration doubled = coolDown.multipliedBy(2);
                coolDown = doubled.compareTo(MAX_COOL_DOWN) < 0 ? doubled : MAX_COOL_DOWN;
                nextProbeNanos = nowNanos + coolDown.toNanos();
            }
        } else if (failuresInARow >= MIN_FAILURES_IN_A_ROW
                && nowNanos - firstFailureNanos >= MIN_TIME_FAILING.toNanos()) {
            open = true;
            openedNanos = nowNanos;
            nextProbeNanos = nowNanos + coolDown.toNanos();
        }
    }
}
