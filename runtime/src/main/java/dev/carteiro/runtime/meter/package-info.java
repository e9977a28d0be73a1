/**
 * Meters declared as data, in one catalogue for each module, from which the meters are created and {@code docs/metrics.md} is
 * written. Undeclared meters and label values are rejected, which bounds the number of series.
 */
@NullMarked
package dev.carteiro.runtime.meter;

import org.jspecify.annotations.NullMarked;
