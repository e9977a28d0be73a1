package dev.carteiro.dispatcher.lane;

/** The outcome of the intake of one record. Immutable. */
sealed interface IntakeResult {
    /** The record is handed out, has its result, or was finished by a predecessor. */
    record Done() implements IntakeResult {
        static final Done INSTANCE = new Done();
    }

    /** The record, and all behind it, must wait until this time. */
    record NotDue(long resumeNanos) implements IntakeResult {
    }

    /**
     * The record cannot be taken now, but soon.
     *
     * @param forRoom true to wait until the lane has room and not until the time
     */
    record Stalled(long resumeNanos, boolean forRoom) implements IntakeResult {
    }
}
