/** Tests of the options and the output of {@code carteiro dead-letters}. */
@NullMarked
package dev.carteiro.cli.deadletter;

import org.jspecify.annotations.NullMarked;
