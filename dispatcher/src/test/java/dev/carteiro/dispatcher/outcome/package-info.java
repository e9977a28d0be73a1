/** Tests of the package of the same name. */
@NullMarked
package dev.carteiro.dispatcher.outcome;

import org.jspecify.annotations.NullMarked;
