/**
 * The finished offsets of a partition. Deliveries finish in any order, but Kafka commits a single offset. This package
 * tracks the others and encodes them for the commit's metadata, so that a successor repeats no finished delivery.
 */
@NullMarked
package dev.carteiro.dispatcher.offsets;

import org.jspecify.annotations.NullMarked;
