package dev.carteiro.checker.process;

/** The run could not be made or not be judged; says nothing about the invariants. */
public final class HarnessException extends RuntimeException {
    public HarnessException(String message) {
        super(message);
    }

    public HarnessException(String message, Throwable cause) {
        super(message, cause);
    }
}
