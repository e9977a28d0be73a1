package dev.carteiro.dispatcher.endpoint;

import java.time.Duration;

/**
 * What an endpoint looks like at one moment, for people. Immutable.
 *
 * @param inFlight requests under way
 * @param queued deliveries in memory that wait for one of them to end
 * @param waiting how long the last in line waits, in memory or in a retry topic, as far as is reserved
 * @param recentFailures a number that counts each failure as one and halves every five minutes
 * @param failuresInARow since the last success
 * @param answerTime of an attempt, averaged over the last twenty or so; zero while nothing has come back
 * @param breaker whether it is spared
 */
public record EndpointState(int inFlight, int queued, Duration waiting, double recentFailures, int failuresInARow,
        Duration answerTime, BreakerState breaker) {
    /** A circuit breaker's position; a metric's label. */
    public enum BreakerState {
        /** It gets what there is for it. */
        CLOSED("closed"),
        /** It gets nothing but a probe now and then. */
        OPEN("open"),
        /** A probe is under way. */
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
