/**
 * What of a partition is finished. Deliveries finish in any order, but Kafka commits one offset: this package keeps the
 * rest, and writes it into the commit's metadata so that a successor repeats nothing that was done.
 */
@NullMarked
package dev.carteiro.dispatcher.offsets;

import org.jspecify.annotations.NullMarked;
