package dev.carteiro.cli;

import java.util.List;

/** The failure of a command. The message is one line that says what was wrong and what the user can do. */
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

    /** @param excerpt lines that show the position of the mistake, printed unchanged below the message */
    public CommandException(String message, List<String> excerpt) {
        super(message);
        this.excerpt = List.copyOf(excerpt);
    }

    public List<String> excerpt() {
        return excerpt;
    }
}
