package dev.carteiro.schemas.attempt;

import java.util.Optional;

/** How an attempt, or a delivery without one, ended. */
public enum AttemptOutcome {
    /** The receiver accepted it. */
    DELIVERED("delivered"),
    /** It failed and will be tried again. */
    RETRY("retry"),
    /** It failed for good: there is a dead letter. */
    DEAD("dead"),
    /** It was dropped without an attempt, because its subscription was deleted or disabled. */
    CANCELLED("cancelled"),
    /** A test failed: it is not tried again, and there is no dead letter. */
    TEST_FAILED("test-failed");

    private final String code;

    AttemptOutcome(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<AttemptOutcome> ofCode(String code) {
        for (AttemptOutcome outcome : values()) {
            if (outcome.code.equals(code)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
