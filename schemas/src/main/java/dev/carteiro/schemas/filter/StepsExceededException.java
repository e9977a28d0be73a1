package dev.carteiro.schemas.filter;

/** An evaluation was ended because its {@link StepBudget} is spent. Has no stack trace: it is an expected outcome. */
@SuppressWarnings("serial") // never leaves the process
public final class StepsExceededException extends Exception {
    StepsExceededException() {
        super("the step budget is spent", null, false, false);
    }
}
