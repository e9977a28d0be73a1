package dev.carteiro.schemas.filter;

/**
 * Counts the steps that an evaluation may still take. Not thread-safe. A step is the check of one part of the event
 * against one part of the filter, or the comparison of about 16 characters. So the count is the same on every machine.
 */
public final class StepBudget {
    private long left;

    public StepBudget(long steps) {
        this.left = steps;
    }

    /** Returns the remaining steps; 0 once an evaluation has exceeded the budget. */
    public long left() {
        return left;
    }

    /** @throws StepsExceededException if fewer steps remain */
    void spend(long steps) throws StepsExceededException {
        if (steps > left) {
            left = 0;
            throw new StepsExceededException();
        }
        left -= steps;
    }
}
