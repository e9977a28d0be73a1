package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;

/**
 * A snapshot of an endpoint, for operators. Immutable.
 *
 * @param inFlight the number of requests in flight
 * @param queued the number of deliveries that wait in memory
 * @param waiting the expected wait of the last delivery, in memory or in a retry topic
 * @param recentFailures a count to which each failure adds one, and which halves every five minutes
 * @param failuresInARow the number of failures since the last success
 * @param attemptTime the average time of about the last twenty attempts; zero before the first result
 * @param breaker the state of the circuit breaker
 */
public record EndpointState(int inFlight, int queued, Duration waiting, double recentFailures, int failuresInARow,
        Duration attemptTime, BreakerState breaker) {
    /** The state of a circuit breaker; also a metric label. */
    public enum BreakerState {
        /** All attempts are made. */
        CLOSED("closed"),
        /** No attempt is made before the next probe. */
        OPEN("open"),
        /** A probe is in flight. */
        PROBING("probing");

        private final String label;

        BreakerState(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
