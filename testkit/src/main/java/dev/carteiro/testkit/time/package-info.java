/** Clocks that move only when a test moves them. */
@NullMarked
package dev.carteiro.testkit.time;

import org.jspecify.annotations.NullMarked;
