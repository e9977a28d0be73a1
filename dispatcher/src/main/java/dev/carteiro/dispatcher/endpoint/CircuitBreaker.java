package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.admission.AdmissionTuning;
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
    private final AdmissionTuning.BreakerTuning tuning;
    private int failuresInARow;
    private long firstFailureNanos;
    private boolean open;
    private boolean probing;
    private Duration coolDown;
    private long openedNanos;
    private long nextProbeNanos;

    CircuitBreaker(AdmissionTuning.BreakerTuning tuning) {
        this.tuning = tuning;
        coolDown = tuning.firstCoolDown();
    }

    boolean isOpen() {
        return open;
    }

    EndpointState.BreakerState state() {
        if (!open) {
            return EndpointState.BreakerState.CLOSED;
        }
        return probing ? EndpointState.BreakerState.PROBING : EndpointState.BreakerState.OPEN;
    }

    EndpointView.BreakerView view(long nowNanos) {
        return open
                ? new EndpointView.BreakerView(true, probing, nextProbeNanos - nowNanos, nowNanos - openedNanos,
                        coolDown.toNanos())
                : EndpointView.BreakerView.CLOSED;
    }

    /** Records the start of a probe. No other probe starts until it ends or times out. */
    void probe(long nowNanos) {
        probing = true;
        nextProbeNanos = nowNanos + tuning.probeLost().toNanos();
    }

    void succeeded() {
        failuresInARow = 0;
        open = false;
        probing = false;
        coolDown = tuning.firstCoolDown();
    }

    void failed(long nowNanos) {
        if (failuresInARow++ == 0) {
            firstFailureNanos = nowNanos;
        }
        if (open) {
            if (probing) {
                probing = false;
                Duration doubled = coolDown.multipliedBy(2);
                coolDown = doubled.compareTo(tuning.longestCoolDown()) < 0 ? doubled : tuning.longestCoolDown();
                nextProbeNanos = nowNanos + coolDown.toNanos();
            }
        } else if (failuresInARow >= tuning.failures()
                && nowNanos - firstFailureNanos >= tuning.failingFor().toNanos()) {
            open = true;
            openedNanos = nowNanos;
            nextProbeNanos = nowNanos + coolDown.toNanos();
        }
    }
}
