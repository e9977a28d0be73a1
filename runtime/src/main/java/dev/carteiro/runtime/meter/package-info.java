/**
 * How a module declares its meters: as data, in one catalogue, from which the meters are made and
 * {@code docs/metrics.md} is written. What a catalogue does not know cannot be counted, and a label cannot take a value
 * that was not declared: that is what keeps the number of series bounded.
 */
@NullMarked
package dev.carteiro.runtime.meter;

import org.jspecify.annotations.NullMarked;
