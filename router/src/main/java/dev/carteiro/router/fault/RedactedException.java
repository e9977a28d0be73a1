package dev.carteiro.router.fault;

import org.jspecify.annotations.Nullable;

/** Replaces an exception in the log: it has the type, stack trace and causes, but not the message. Immutable. */
@SuppressWarnings("serial") // never leaves the process
final class RedactedException extends Exception {
    private static final int MAX_CAUSES = 5;

    private RedactedException(Throwable failure, @Nullable Throwable cause) {
        super(failure.getClass().getName(), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** Returns an exception without the message, which may quote the record, including secrets. */
    static RedactedException of(Throwable failure) {
        return of(failure, MAX_CAUSES);
    }

    private static RedactedException of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new RedactedException(failure, cause == null || depth == 0 ? null : of(cause, depth - 1));
    }
}
