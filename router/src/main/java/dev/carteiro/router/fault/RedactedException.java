package dev.carteiro.router.fault;

import org.jspecify.annotations.Nullable;

/** Stands for an exception in the log, with its type, stack and causes, and without its message. Immutable. */
@SuppressWarnings("serial") // never leaves the process
final class RedactedException extends Exception {
    private static final int DEEPEST = 5;

    private RedactedException(Throwable failure, @Nullable Throwable cause) {
        super(failure.getClass().getName(), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** The message may quote the record that was at hand, secrets included. */
    static RedactedException of(Throwable failure) {
        return of(failure, DEEPEST);
    }

    private static RedactedException of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new RedactedException(failure, cause == null || depth == 0 ? null : of(cause, depth - 1));
    }
}
