package dev.carteiro.checker.workload;

import java.time.Duration;

/** What the receiver does with one request. */
public sealed interface PlannedResponse {
    /**
     * It answers.
     *
     * @param after so much time
     * @param retryAfter in the header of that name; zero for no header
     */
    record StatusResponse(int status, Duration after, Duration retryAfter) implements PlannedResponse {
    }

    /** It never answers, and waits for the sender to hang up. */
    record NoResponse() implements PlannedResponse {
    }

    /** It hangs up. */
    record ClosedConnection() implements PlannedResponse {
    }

    static PlannedResponse status(int status) {
        return new StatusResponse(status, Duration.ZERO, Duration.ZERO);
    }

    default boolean isSuccess() {
        return switch (this) {
            case StatusResponse(int status, Duration after, Duration retryAfter) -> status / 100 == 2;
            case NoResponse() -> false;
            case ClosedConnection() -> false;
        };
    }

    /** How long the sender was told to wait; zero where it was not. */
    default Duration asksFor() {
        return switch (this) {
            case StatusResponse(int status, Duration after, Duration retryAfter) -> retryAfter;
            case NoResponse() -> Duration.ZERO;
            case ClosedConnection() -> Duration.ZERO;
        };
    }
}
