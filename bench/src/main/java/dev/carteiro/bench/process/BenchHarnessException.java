package dev.carteiro.bench.process;

/** Thrown if a measurement cannot be made; says nothing about the measured program. */
public final class BenchHarnessException extends RuntimeException {
    public BenchHarnessException(String message) {
        super(message);
    }

    public BenchHarnessException(String message, Throwable cause) {
        super(message, cause);
    }
}
