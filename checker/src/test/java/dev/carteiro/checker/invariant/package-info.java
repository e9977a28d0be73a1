/** Tests each invariant with a history that satisfies it, and with one for each way to violate it. */
@NullMarked
package dev.carteiro.checker.invariant;

import org.jspecify.annotations.NullMarked;
