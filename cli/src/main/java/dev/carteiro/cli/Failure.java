package dev.carteiro.cli;

/** A command could not do what it was asked; the message is one line for the person who asked, and says what to do. */
public final class Failure extends RuntimeException {
    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
