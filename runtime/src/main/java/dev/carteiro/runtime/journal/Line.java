package dev.carteiro.runtime.journal;

import java.util.Map;

/**
 * A log line. Immutable.
 *
 * @param message one line that says everything
 * @param fields what machines look for, by name
 */
public record Line(String message, Map<String, ?> fields) {
    public Line {
        fields = Map.copyOf(fields);
    }
}
