/**
 * Faults: their sequence, injection and repair. The seed decides the sequence; the duration of each step depends on the machine.
 * Every fault leaves a {@link dev.carteiro.checker.history.DisturbedPeriod}, which tells the invariants what the fault may explain.
 */
@NullMarked
package dev.carteiro.checker.chaos;

import org.jspecify.annotations.NullMarked;
