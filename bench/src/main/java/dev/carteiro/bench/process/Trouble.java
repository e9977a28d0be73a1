package dev.carteiro.bench.process;

/** The measurement could not be made; says nothing about what was to be measured. */
public final class Trouble extends RuntimeException {
    public Trouble(String message) {
        super(message);
    }

    public Trouble(String message, Throwable cause) {
        super(message, cause);
    }
}
