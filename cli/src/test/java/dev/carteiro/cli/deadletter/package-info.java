/** Tests of what {@code carteiro dead-letters} understands and shows. */
@NullMarked
package dev.carteiro.cli.deadletter;

import org.jspecify.annotations.NullMarked;
