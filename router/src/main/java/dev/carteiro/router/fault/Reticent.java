package dev.carteiro.router.fault;

import org.jspecify.annotations.Nullable;

/** Stands for an exception in the log, with its type, stack and causes, and without its message. Immutable. */
@SuppressWarnings("serial") // never leaves the process
final class Reticent extends Exception {
    private static final int DEEPEST = 5;

    private Reticent(Throwable failure, @Nullable Throwable cause) {
        super(failure.getClass().getName(), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** The message may quote the record that was at hand, secrets included. */
    static Reticent of(Throwable failure) {
        return of(failure, DEEPEST);
    }

    private static Reticent of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new Reticent(failure, cause == null || depth == 0 ? null : of(cause, depth - 1));
    }
}
