/** Tests that loads have the properties that the scenarios need. */
@NullMarked
package dev.carteiro.bench.load;

import org.jspecify.annotations.NullMarked;
