package dev.carteiro.runtime.redrive;

import dev.carteiro.schemas.delivery.DeadLetter;

/**
 * A dead letter and its position in the dead-letters topic. Immutable.
 */
public record StoredDeadLetter(int partition, long offset, DeadLetter content) {
}
