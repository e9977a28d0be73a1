package dev.carteiro.schemas.filter;

/**
 * Counts the steps that an evaluation may still take. A step is a part of the event looked at for a part of the filter, or
 * about 16 characters compared: the count is the same on every machine. Not thread-safe.
 */
public final class StepBudget {
    private long left;

    public StepBudget(long steps) {
        this.left = steps;
    }

    /** Returns the steps that are left; 0 once an evaluation has been ended. */
    public long left() {
        return left;
    }

    /** @throws StepsExceededException if fewer steps than that are left */
    void spend(long steps) throws StepsExceededException {
        if (steps > left) {
            left = 0;
            throw new StepsExceededException();
        }
        left -= steps;
    }
}
