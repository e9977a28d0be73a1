/**
 * How Carteiro writes lengths of time and rates, {@code 500ms 5s 5m 2h 7d} and {@code 100/s}, and reads points in time.
 */
@NullMarked
package dev.carteiro.schemas.time;

import org.jspecify.annotations.NullMarked;
