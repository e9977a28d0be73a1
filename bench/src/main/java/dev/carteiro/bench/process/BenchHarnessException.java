package dev.carteiro.bench.process;

/** The measurement could not be made; says nothing about what was to be measured. */
public final class BenchHarnessException extends RuntimeException {
    public BenchHarnessException(String message) {
        super(message);
    }

    public BenchHarnessException(String message, Throwable cause) {
        super(message, cause);
    }
}
