package dev.carteiro.checker.workload;

import java.time.Duration;

/** The receiver's response to one request. */
public sealed interface PlannedResponse {
    /**
     * A response with a status.
     *
     * @param after delay of the response
     * @param retryAfter value of the Retry-After header; zero for no header
     */
    record StatusResponse(int status, Duration after, Duration retryAfter) implements PlannedResponse {
    }

    /** No response: the receiver waits until the sender closes the connection. */
    record NoResponse() implements PlannedResponse {
    }

    /** The receiver closes the connection. */
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

    /** Returns the wait that the response asks for; zero without one. */
    default Duration requestedWait() {
        return switch (this) {
            case StatusResponse(int status, Duration after, Duration retryAfter) -> retryAfter;
            case NoResponse() -> Duration.ZERO;
            case ClosedConnection() -> Duration.ZERO;
        };
    }
}
