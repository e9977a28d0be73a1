package dev.carteiro.runtime.logging;

import java.util.Map;

/**
 * A log line. Immutable.
 *
 * @param message one line that says everything
 * @param fields what machines look for, by name
 */
public record LogLine(String message, Map<String, ?> fields) {
    public LogLine {
        fields = Map.copyOf(fields);
    }
}
