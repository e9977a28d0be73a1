package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptRecord;

/**
 * An attempt and its position in the history. Immutable.
 *
 * @param position unique, and the same in every process
 */
public record AttemptEntry(HistoryPosition position, AttemptRecord attempt) {
}
