package dev.carteiro.checker.workload;

import java.time.Duration;

/** What the receiver does with one request. */
public sealed interface Answer {
    /**
     * It answers.
     *
     * @param after so much time
     * @param retryAfter in the header of that name; zero for no header
     */
    record Status(int status, Duration after, Duration retryAfter) implements Answer {
    }

    /** It never answers, and waits for the sender to hang up. */
    record Silence() implements Answer {
    }

    /** It hangs up. */
    record HangUp() implements Answer {
    }

    static Answer status(int status) {
        return new Status(status, Duration.ZERO, Duration.ZERO);
    }

    default boolean isSuccess() {
        return switch (this) {
            case Status(int status, Duration after, Duration retryAfter) -> status / 100 == 2;
            case Silence() -> false;
            case HangUp() -> false;
        };
    }

    /** How long the sender was told to wait; zero where it was not. */
    default Duration asksFor() {
        return switch (this) {
            case Status(int status, Duration after, Duration retryAfter) -> retryAfter;
            case Silence() -> Duration.ZERO;
            case HangUp() -> Duration.ZERO;
        };
    }
}
