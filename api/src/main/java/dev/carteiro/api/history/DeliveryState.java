package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a delivery has come to, going by its last attempt. */
public sealed interface DeliveryState {
    /** The receiver has it. */
    record Delivered() implements DeliveryState {
    }

    /**
     * It will be tried again.
     *
     * @param next when, at the earliest; a time in the past while its endpoint has no room for it, or it is held
     */
    record Waiting(@Nullable Instant next) implements DeliveryState {
    }

    /** @param reason {@code null} where it is not known any more */
    record Dead(@Nullable DeadLetterReason reason) implements DeliveryState {
    }

    /** Its subscription was deleted or disabled. */
    record Cancelled() implements DeliveryState {
    }

    /** It was a test, and failed. */
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
