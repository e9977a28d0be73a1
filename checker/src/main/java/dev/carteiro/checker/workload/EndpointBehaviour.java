package dev.carteiro.checker.workload;

import java.time.Duration;
import java.time.Instant;

/** The behaviour of an endpoint. Its response depends on the delivery, the attempt's number and, for one, the time. */
public enum EndpointBehaviour {
    /** Responds with 200 at once. */
    HEALTHY,
    /** Responds with 200 after a delay. */
    SLOW,
    /** Fails one to three times for each delivery, then accepts it. */
    FAILS_AT_FIRST,
    /** Always responds with 500. */
    NEVER_WORKS,
    /** Accepts the connection and never responds. */
    HANGS,
    /** Does not respond to the first attempt; responds to the second with 200. */
    HANGS_AT_FIRST,
    /** Works for two seconds, then fails for two. */
    FLAPS,
    /** Responds to the first attempt with 429 or 503 and Retry-After. */
    THROTTLES,
    /** Closes the connection at the first attempt. */
    BREAKS_OFF;

    private static final Duration SLOW_RESPONSE_DELAY = Duration.ofMillis(200);
    private static final int MAX_FAILURES = 3;

    public PlannedResponse respond(String delivery, int attempt, Instant now) {
        boolean first = attempt <= 1;
        return switch (this) {
            case HEALTHY -> PlannedResponse.status(200);
            case SLOW -> new PlannedResponse.StatusResponse(200, SLOW_RESPONSE_DELAY, Duration.ZERO);
            case FAILS_AT_FIRST -> PlannedResponse.status(attempt <= 1 + pick(delivery, MAX_FAILURES) ? 500 : 200);
            case NEVER_WORKS -> PlannedResponse.status(500);
            case HANGS -> new PlannedResponse.NoResponse();
            case HANGS_AT_FIRST -> first ? new PlannedResponse.NoResponse() : PlannedResponse.status(200);
            case FLAPS -> PlannedResponse.status(now.getEpochSecond() / 2 % 2 == 0 ? 200 : 500);
            case THROTTLES -> first ? throttled(delivery) : PlannedResponse.status(200);
            case BREAKS_OFF -> first ? new PlannedResponse.ClosedConnection() : PlannedResponse.status(200);
        };
    }

    private static PlannedResponse throttled(String delivery) {
        return pick(delivery, 2) == 0
                ? new PlannedResponse.StatusResponse(429, Duration.ZERO, Duration.ofSeconds(1))
                : new PlannedResponse.StatusResponse(503, Duration.ZERO, Duration.ofSeconds(2));
    }

    private static int pick(String delivery, int bound) {
        return Math.floorMod(delivery.hashCode(), bound);
    }
}
