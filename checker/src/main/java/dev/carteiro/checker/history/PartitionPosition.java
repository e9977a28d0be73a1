package dev.carteiro.checker.history;

/**
 * The offset of the dispatcher's group in one partition. Immutable.
 *
 * @param committed -1 without an offset
 */
public record PartitionPosition(String partition, long committed, long end) {
}
