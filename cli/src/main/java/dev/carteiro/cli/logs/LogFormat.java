package dev.carteiro.cli.logs;

import dev.carteiro.cli.option.Invocation;
import java.util.Locale;

/** How a log line looks. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line, for whatever collects logs. */
    JSON;

    /** The variable that chooses where no option does. */
    public static final String VARIABLE = "CARTEIRO_LOG_FORMAT";

    /** @throws IllegalArgumentException if the variable is something else; the message says what is accepted */
    public static LogFormat ofEnvironment(Invocation invocation) {
        String chosen = invocation.variable(VARIABLE);
        return switch (chosen == null ? "text" : chosen.toLowerCase(Locale.ROOT)) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new IllegalArgumentException(VARIABLE + " is '" + chosen + "'; accepted is text or json");
        };
    }
}
