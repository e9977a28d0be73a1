/** The sequence of faults, without a fleet to break. */
@NullMarked
package dev.carteiro.checker.chaos;

import org.jspecify.annotations.NullMarked;
