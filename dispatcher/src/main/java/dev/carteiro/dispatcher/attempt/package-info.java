/** From a delivery in hand to what follows from it: is it still wanted, one request, one verdict. */
@NullMarked
package dev.carteiro.dispatcher.attempt;

import org.jspecify.annotations.NullMarked;
