/**
 * What is broken, when, and how it is repaired. The seed decides the sequence; how long each step really takes is the
 * machine's business. Every fault leaves a {@link dev.carteiro.checker.history.DisturbedPeriod} behind, so that the
 * invariants know what it may explain.
 */
@NullMarked
package dev.carteiro.checker.chaos;

import org.jspecify.annotations.NullMarked;
