package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptRecord;

/**
 * An attempt and where it lies. Immutable.
 *
 * @param position unique, and the same wherever it is asked for
 */
public record AttemptEntry(HistoryPosition position, AttemptRecord attempt) {
}
