package dev.carteiro.runtime.redrive;

import dev.carteiro.schemas.delivery.DeadLetter;

/**
 * A dead letter and where it lies. Immutable.
 *
 * @param partition of the dead-letters topic
 * @param offset in that partition
 */
public record StoredDeadLetter(int partition, long offset, DeadLetter content) {
}
