/** Each invariant over histories made by hand: one that keeps it, and one for each way to violate it. */
@NullMarked
package dev.carteiro.checker.invariant;

import org.jspecify.annotations.NullMarked;
