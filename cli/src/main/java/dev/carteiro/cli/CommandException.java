package dev.carteiro.cli;

import java.util.List;

/** A command could not do what it was asked; the message is one line for the person who asked, and says what to do. */
public final class CommandException extends RuntimeException {
    private final transient List<String> excerpt;

    public CommandException(String message) {
        super(message);
        excerpt = List.of();
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
        excerpt = List.of();
    }

    /** @param excerpt lines that show the spot, printed below the message as they are */
    public CommandException(String message, List<String> excerpt) {
        super(message);
        this.excerpt = List.copyOf(excerpt);
    }

    public List<String> excerpt() {
        return excerpt;
    }
}
