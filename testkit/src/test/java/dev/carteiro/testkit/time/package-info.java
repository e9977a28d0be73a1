/** Time that a test moves. */
@NullMarked
package dev.carteiro.testkit.time;

import org.jspecify.annotations.NullMarked;
