/** Tests of the log of outcomes. */
@NullMarked
package dev.carteiro.dispatcher.outcome;

import org.jspecify.annotations.NullMarked;
