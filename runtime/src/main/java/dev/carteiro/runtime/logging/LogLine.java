package dev.carteiro.runtime.logging;

import java.util.Map;

/**
 * A log line. Immutable.
 *
 * @param message one complete line
 * @param fields values by name, for searches in JSON logs
 */
public record LogLine(String message, Map<String, ?> fields) {
    public LogLine {
        fields = Map.copyOf(fields);
    }
}
