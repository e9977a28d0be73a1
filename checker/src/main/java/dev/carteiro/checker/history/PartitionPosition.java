package dev.carteiro.checker.history;

/**
 * Where the dispatcher's group stands in one partition. Immutable.
 *
 * @param committed -1 for no offset at all
 */
public record PartitionPosition(String partition, long committed, long end) {
}
