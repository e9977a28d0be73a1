package dev.carteiro.cli.logs;

import dev.carteiro.cli.option.Invocation;
import java.util.Locale;

/** The format of log lines. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line, for log collectors. */
    JSON;

    /** The variable that selects the format without an option. */
    public static final String VARIABLE = "CARTEIRO_LOG_FORMAT";

    /**
     * Returns the format that the variable selects; text by default.
     *
     * @throws IllegalArgumentException if the value is unknown; the message says what is accepted
     */
    public static LogFormat ofEnvironment(Invocation invocation) {
        String chosen = invocation.variable(VARIABLE);
        return switch (chosen == null ? "text" : chosen.toLowerCase(Locale.ROOT)) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new IllegalArgumentException(VARIABLE + " is '" + chosen + "'; accepted is text or json");
        };
    }
}
