/**
 * Time that moves only when a test moves it.
 */
@NullMarked
package dev.carteiro.testkit.time;

import org.jspecify.annotations.NullMarked;
