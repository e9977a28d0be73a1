package dev.carteiro.checker.history;

import java.time.Duration;

/**
 * The result of draining after the last event. Immutable.
 *
 * @param quiet whether everything was processed within the bound
 * @param took time until then, or until the checker gave up
 * @param remaining description of what was left
 */
public record DrainResult(boolean quiet, Duration took, Duration bound, String remaining) {
}
