/**
 * What must hold at the end of every run: one class for each invariant, with the number it has in the project's list, a
 * name and an exact statement. Pure functions of a {@link dev.carteiro.checker.history.RunHistory}; each has unit tests
 * with a history that keeps it and histories that do not.
 */
@NullMarked
package dev.carteiro.checker.invariant;

import org.jspecify.annotations.NullMarked;
