package dev.carteiro.cli;

import java.util.List;

/** A command could not do what it was asked; the message is one line for the person who asked, and says what to do. */
public final class Failure extends RuntimeException {
    private final transient List<String> excerpt;

    public Failure(String message) {
        super(message);
        excerpt = List.of();
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
        excerpt = List.of();
    }

    /** @param excerpt lines that show the spot, printed below the message as they are */
    public Failure(String message, List<String> excerpt) {
        super(message);
        this.excerpt = List.copyOf(excerpt);
    }

    public List<String> excerpt() {
        return excerpt;
    }
}
