/**
 * The invariants that must hold at the end of every run. Each is one class with a number, a name and an exact statement. Pure
 * functions of a {@link dev.carteiro.checker.history.RunHistory}. Unit tests check each with a history that satisfies it and histories
 * that violate it.
 */
@NullMarked
package dev.carteiro.checker.invariant;

import org.jspecify.annotations.NullMarked;
