package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a delivery after its last attempt. */
public sealed interface DeliveryState {
    /** The receiver accepted it. */
    record Delivered() implements DeliveryState {
    }

    /**
     * The delivery waits for another attempt.
     *
     * @param next the earliest time; in the past while the endpoint has no capacity, or while the delivery is on hold
     */
    record Waiting(@Nullable Instant next) implements DeliveryState {
    }

    /**
     * The delivery was given up.
     *
     * @param reason {@code null} if it is no longer known
     */
    record Dead(@Nullable DeadLetterReason reason) implements DeliveryState {
    }

    /** Its subscription was deleted or disabled. */
    record Cancelled() implements DeliveryState {
    }

    /** It was a test and failed. */
    record TestFailed() implements DeliveryState {
    }

    static DeliveryState after(AttemptRecord last) {
        return switch (last.outcome()) {
            case DELIVERED -> new Delivered();
            case RETRY -> new Waiting(last.nextAttempt());
            case DEAD -> new Dead(last.reason());
            case CANCELLED -> new Cancelled();
            case TEST_FAILED -> new TestFailed();
        };
    }

    default String code() {
        return switch (this) {
            case Delivered() -> "delivered";
            case Waiting waiting -> "waiting";
            case Dead dead -> "dead";
            case Cancelled() -> "cancelled";
            case TestFailed() -> "test-failed";
        };
    }
}
