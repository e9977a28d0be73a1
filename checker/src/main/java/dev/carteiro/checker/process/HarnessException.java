package dev.carteiro.checker.process;

/** Thrown if the run cannot be made or judged; says nothing about the invariants. */
public final class HarnessException extends RuntimeException {
    public HarnessException(String message) {
        super(message);
    }

    public HarnessException(String message, Throwable cause) {
        super(message, cause);
    }
}
