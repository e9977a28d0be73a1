package dev.carteiro.checker.workload;

import java.time.Duration;
import java.time.Instant;

/** How an endpoint behaves. What it answers follows from the delivery, the attempt's number and, for one, the time. */
public enum EndpointBehaviour {
    /** Answers 200 at once. */
    HEALTHY,
    /** Answers 200 in its own time. */
    SLOW,
    /** Fails one to three times for each delivery, then accepts it. */
    FAILS_AT_FIRST,
    /** Answers 500 for ever. */
    NEVER_WORKS,
    /** Accepts the connection and never answers. */
    HANGS,
    /** Answers nothing the first time, 200 the second. */
    HANGS_AT_FIRST,
    /** Works for two seconds, fails for two. */
    FLAPS,
    /** Answers 429 or 503 with Retry-After the first time. */
    THROTTLES,
    /** Hangs up the first time. */
    BREAKS_OFF;

    private static final Duration SLOWLY = Duration.ofMillis(200);
    private static final int MOST_FAILURES = 3;

    public PlannedResponse answer(String delivery, int attempt, Instant now) {
        boolean first = attempt <= 1;
        return switch (this) {
            case HEALTHY -> PlannedResponse.status(200);
            case SLOW -> new PlannedResponse.StatusResponse(200, SLOWLY, Duration.ZERO);
            case FAILS_AT_FIRST -> PlannedResponse.status(attempt <= 1 + pick(delivery, MOST_FAILURES) ? 500 : 200);
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
