package dev.carteiro.checker.history;

import java.time.Duration;

/**
 * How long it took, after the last event, until nothing moved any more. Immutable.
 *
 * @param quiet whether it did, within the bound
 * @param took up to that, or up to giving up
 * @param remaining what was left at the end, in a few words
 */
public record DrainResult(boolean quiet, Duration took, Duration bound, String remaining) {
}
