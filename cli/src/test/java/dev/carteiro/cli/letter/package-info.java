/** Tests of what {@code carteiro dead-letters} understands and shows. */
@NullMarked
package dev.carteiro.cli.letter;

import org.jspecify.annotations.NullMarked;
