package dev.carteiro.schemas.filter;

/**
 * Thrown when an evaluation has used up its {@link StepBudget}. It has no stack trace, because it is an expected
 * outcome.
 */
@SuppressWarnings("serial") // never leaves the process
public final class StepsExceededException extends Exception {
    StepsExceededException() {
        super("the step budget is exhausted", null, false, false);
    }
}
