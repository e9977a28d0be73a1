/** {@code carteiro completion}: scripts that complete commands and options in a shell. */
@NullMarked
package dev.carteiro.cli.completion;

import org.jspecify.annotations.NullMarked;
