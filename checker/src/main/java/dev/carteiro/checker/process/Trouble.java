package dev.carteiro.checker.process;

/** The run could not be made or not be judged; says nothing about the invariants. */
public final class Trouble extends RuntimeException {
    public Trouble(String message) {
        super(message);
    }

    public Trouble(String message, Throwable cause) {
        super(message, cause);
    }
}
