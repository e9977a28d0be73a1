package dev.carteiro.schemas.attempt;

import java.util.Optional;

/** Result of an attempt, or of a delivery that ended without an attempt. */
public enum AttemptOutcome {
    /** The receiver accepted the request. */
    DELIVERED("delivered"),
    /** The attempt failed, and a retry is scheduled. */
    RETRY("retry"),
    /** The delivery failed permanently and became a dead letter. */
    DEAD("dead"),
    /** The delivery was dropped without an attempt, because its subscription was deleted or disabled. */
    CANCELLED("cancelled"),
    /** A test delivery failed. Test deliveries have no retries and no dead letters. */
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
