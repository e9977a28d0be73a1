/** Tests of the manual clocks. */
@NullMarked
package dev.carteiro.testkit.time;

import org.jspecify.annotations.NullMarked;
