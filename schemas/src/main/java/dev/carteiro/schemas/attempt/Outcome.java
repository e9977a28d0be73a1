package dev.carteiro.schemas.attempt;

/** How an attempt, or a delivery without one, ended. */
public enum Outcome {
    /** The receiver accepted it. */
    DELIVERED("delivered"),
    /** It failed and will be tried again. */
    RETRY("retry"),
    /** It failed for good: there is a dead letter. */
    DEAD("dead"),
    /** It was dropped without an attempt, because its subscription was deleted or disabled. */
    CANCELLED("cancelled");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
