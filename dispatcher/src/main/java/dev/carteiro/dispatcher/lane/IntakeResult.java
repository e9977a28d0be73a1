package dev.carteiro.dispatcher.lane;

/** What intake did with a record. */
sealed interface IntakeResult {
    /** It is being worked on, or its result is known, or a predecessor finished it. */
    record Done() implements IntakeResult {
        static final Done INSTANCE = new Done();
    }

    /** It is not to be looked at before this time; nor, then, is anything behind it. */
    record NotDue(long resumeNanos) implements IntakeResult {
    }

    /**
     * It cannot be taken now, but soon.
     *
     * @param forRoom whether to wait for the lane to have room rather than for the time
     */
    record Stalled(long resumeNanos, boolean forRoom) implements IntakeResult {
    }
}
