/** That what is loaded is what the scenarios believe it to be. */
@NullMarked
package dev.carteiro.bench.load;

import org.jspecify.annotations.NullMarked;
